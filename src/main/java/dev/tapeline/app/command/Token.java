package dev.tapeline.app.command;

import picocli.CommandLine.Command;

/** Makes, lists and revokes API tokens; which of these is told by a subcommand. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WHAT",
    description = {"Makes, lists and revokes API tokens, beside a running service or without one."})
final class Token {}

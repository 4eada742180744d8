package dev.tapeline.app.command;

import picocli.CommandLine.Command;

/** Brings files into the database; what is imported is told by a subcommand. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WHAT",
    description = {
      "Brings files into the database, beside a running service or without one.",
      "Importing a file a second time changes nothing."
    })
final class Import {}

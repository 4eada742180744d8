/**
 * What a client reads when something was wrong with its request: RFC 9457 {@code
 * application/problem+json}, always.
 *
 * <pre>{@code
 * {"status": 400, "title": "Bad Request",
 *  "detail": "limit: must be a whole number",
 *  "instance": "/api/v1/moves",
 *  "violations": [{"field": "limit", "in": "query", "message": "must be a whole number"}]}
 * }</pre>
 *
 * <p>{@code detail} is a sentence for a person. {@code violations} name each parameter ({@code in}
 * is {@code query} or {@code path}) and each property of the body ({@code in} is {@code body},
 * {@code field} its path, such as {@code articles[3].title}), and say what is allowed.
 *
 * <p>A feature throws {@link io.quarkiverse.resteasy.problem.HttpProblem}. What is here makes the
 * same shape of everything else: parameters that a method does not know, values that are not of its
 * types, bodies that are not JSON or not of their record, bodies that are too large.
 */
@NullMarked
package dev.tapeline.app.problem;

import org.jspecify.annotations.NullMarked;

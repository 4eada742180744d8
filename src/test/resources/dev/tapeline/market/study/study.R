# The event study that EventStudyAgainstRTest holds Tapeline's figures against: written from the
# published formulas with base R's own lm, rank, pt and pnorm.
#
#   Rscript study.R      reads series.csv and events.csv, writes expected.csv
#
#   Brown, Warner (1985), Using Daily Stock Returns: The Case of Event Studies. JFE 14, 3-31
#   MacKinlay (1997), Event Studies in Economics and Finance. JEL 35, 13-39
#   Patell (1976), Corporate Forecasts of Earnings Per Share and Stock Price Behavior. JAR 14, 246-276
#   Boehmer, Musumeci, Poulsen (1991), Event-study methodology under conditions of event-induced
#     variance. JFE 30, 253-272
#   Corrado (1989), A nonparametric test for abnormal security-price performance in event studies.
#     JFE 23, 385-395; with missing returns Corrado, Zivney (1992), JFQA 27, 465-478; over windows of
#     several days Cowan (1992), RQFA 2, 343-358
#
# Returns are simple and in percent, from one close of the listing to its next; relative days count
# the listing's own closes.

series <- read.csv("series.csv", check.names = FALSE)
events <- unique(read.csv("events.csv"))       # two events on one day are one observation
estimation <- -269:-20
fewest <- 120
windows <- list(c(-1, 1), c(0, 5))
models <- c("MARKET_MODEL", "MARKET_ADJUSTED", "MEAN_ADJUSTED")

listing <- function(ticker) {
  at <- which(!is.na(series[[ticker]]))
  close <- series[[ticker]][at]
  index <- series$index[at]
  data.frame(row = at, session = series$session[at],
             own = c(NA, 100 * (close[-1] / close[-length(close)] - 1)),
             market = c(NA, 100 * (index[-1] / index[-length(index)] - 1)))
}

# One event: abnormal returns of estimation and window, and what scales them; or why it is left out.
observe <- function(event, window, model) {
  l <- listing(event$ticker)
  zero <- which(l$session == event$session)
  days <- window[1]:window[2]
  if (zero + window[2] > nrow(l)) return("AFTER_LAST_BAR")
  if (zero + estimation[1] < 2) return("TOO_LITTLE_HISTORY")   # the first close has no return
  if (any(diff(l$row[(zero + window[1] - 1):(zero + window[2])]) > 1)) return("MISSING_SESSIONS")
  est <- l[zero + estimation, ]
  win <- l[zero + days, ]
  usable <- if (model == "MEAN_ADJUSTED") !is.na(est$own) else !is.na(est$own) & !is.na(est$market)
  used <- est[usable, ]
  m <- nrow(used)
  if (m < fewest) return("TOO_LITTLE_HISTORY")
  if (model == "MARKET_MODEL") {
    fit <- lm(own ~ market, data = used)
    ar_est <- est$own - predict(fit, est)
    ar <- win$own - predict(fit, win)
    s2 <- summary(fit)$sigma^2
    spread <- sum((used$market - mean(used$market))^2)
    scale <- s2 * (1 + 1 / m + (win$market - mean(used$market))^2 / spread)
    df <- m - 2
  } else if (model == "MARKET_ADJUSTED") {
    ar_est <- est$own - est$market
    ar <- win$own - win$market
    s2 <- var(ar_est, na.rm = TRUE)
    scale <- rep(s2, length(days))
    df <- m - 1
  } else {
    ar_est <- est$own - mean(used$own)
    ar <- win$own - mean(used$own)
    s2 <- var(used$own)
    scale <- rep(s2 * (1 + 1 / m), length(days))
    df <- m - 1
  }
  all <- c(ar_est, ar)
  k <- rank(all, na.last = "keep")              # ties get their mean rank
  u <- k / (1 + sum(!is.na(all))) - 0.5
  list(session = event$session, ar_est = as.numeric(ar_est), ar = as.numeric(ar),
       sar = as.numeric(ar / sqrt(scale)), df = df,
       u_est = as.numeric(u[seq_along(ar_est)]), u = as.numeric(u[-seq_along(ar_est)]))
}

two_sided <- function(p) 2 * p

out <- data.frame()
say <- function(model, window, day, name, value) {
  out <<- rbind(out, data.frame(model = model,
                                window = sprintf("[%d;%d]", window[1], window[2]),
                                day = day, name = name, value = sprintf("%.8f", value)))
}

for (model in models) for (window in windows) {
  seen <- lapply(seq_len(nrow(events)), function(i) observe(events[i, ], window, model))
  reasons <- unlist(Filter(is.character, seen))
  used <- Filter(is.list, seen)
  n <- length(used)
  days <- window[1]:window[2]
  L <- length(days)
  ar <- do.call(rbind, lapply(used, `[[`, "ar"))             # N x L
  sar <- do.call(rbind, lapply(used, `[[`, "sar"))
  u <- do.call(rbind, lapply(used, `[[`, "u"))
  ar_est <- do.call(rbind, lapply(used, `[[`, "ar_est"))     # N x 250
  u_est <- do.call(rbind, lapply(used, `[[`, "u_est"))
  df <- sapply(used, `[[`, "df")

  aar <- colMeans(ar)
  car <- rowSums(ar)
  say(model, window, "", "n", n)
  for (reason in sort(unique(reasons))) say(model, window, "", reason, sum(reasons == reason))
  say(model, window, "", "caar", sum(aar))

  # Cross-sectional t
  t_day <- aar / (apply(ar, 2, sd) / sqrt(n))
  t_car <- mean(car) / (sd(car) / sqrt(n))

  # Brown and Warner: crude dependence adjustment, by the spread of the estimation days' averages
  aar_est <- colMeans(ar_est, na.rm = TRUE)
  aar_est <- aar_est[!is.nan(aar_est)]
  s_aar <- sd(aar_est)
  bw_day <- aar / s_aar
  bw_car <- sum(aar) / (sqrt(L) * s_aar)
  bw_df <- length(aar_est) - 1

  # Patell
  q <- df / (df - 2)
  patell_day <- colSums(sar) / sqrt(sum(q))
  csar <- rowSums(sar)
  patell_car <- sum(csar / sqrt(L * q)) / sqrt(n)

  # Boehmer, Musumeci, Poulsen
  bmp_day <- colMeans(sar) / (apply(sar, 2, sd) / sqrt(n))
  bmp_car <- mean(csar) / (sd(csar) / sqrt(n))

  # Corrado, with Corrado and Zivney's weights
  u_all <- cbind(u_est, u)
  count <- colSums(!is.na(u_all))
  bar <- (colSums(u_all, na.rm = TRUE) / sqrt(count))[count > 0]
  s_u <- sqrt(mean(bar^2))
  corrado_day <- colSums(u) / sqrt(n) / s_u
  corrado_car <- sum(corrado_day) / sqrt(L)

  for (j in seq_len(L)) {
    day <- days[j]
    say(model, window, day, "aar", aar[j])
    say(model, window, day, "caar", cumsum(aar)[j])
    say(model, window, day, "crossSectional", t_day[j])
    say(model, window, day, "crossSectional.p", two_sided(pt(-abs(t_day[j]), n - 1)))
    say(model, window, day, "brownWarner", bw_day[j])
    say(model, window, day, "brownWarner.p", two_sided(pt(-abs(bw_day[j]), bw_df)))
    say(model, window, day, "patell", patell_day[j])
    say(model, window, day, "patell.p", two_sided(pnorm(-abs(patell_day[j]))))
    say(model, window, day, "bmp", bmp_day[j])
    say(model, window, day, "bmp.p", two_sided(pt(-abs(bmp_day[j]), n - 1)))
    say(model, window, day, "corrado", corrado_day[j])
    say(model, window, day, "corrado.p", two_sided(pnorm(-abs(corrado_day[j]))))
  }
  say(model, window, "", "crossSectional", t_car)
  say(model, window, "", "crossSectional.p", two_sided(pt(-abs(t_car), n - 1)))
  say(model, window, "", "brownWarner", bw_car)
  say(model, window, "", "brownWarner.p", two_sided(pt(-abs(bw_car), bw_df)))
  say(model, window, "", "patell", patell_car)
  say(model, window, "", "patell.p", two_sided(pnorm(-abs(patell_car))))
  say(model, window, "", "bmp", bmp_car)
  say(model, window, "", "bmp.p", two_sided(pt(-abs(bmp_car), n - 1)))
  say(model, window, "", "corrado", corrado_car)
  say(model, window, "", "corrado.p", two_sided(pnorm(-abs(corrado_car))))

  on <- table(sapply(used, `[[`, "session"))
  say(model, window, "", "distinctDays", length(on))
  say(model, window, "", "largestShare", max(on) / n)
  say(model, window, "", "herfindahl", sum((on / n)^2))
}

write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)

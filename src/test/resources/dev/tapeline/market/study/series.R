# Makes series.csv and events.csv: prices and events that never were, always the same ones.
#
#   Rscript series.R
#
# Closes are rounded to cents, so that some returns are exactly zero and tie in rank. Two listings
# miss sessions, and the index misses two, so that the estimation windows are not all alike.
suppressWarnings(RNGversion("4.2.0"))
set.seed(20190107)

days <- seq(as.Date("2019-01-07"), by = "day", length.out = 600)
days <- days[!(format(days, "%u") %in% c("6", "7"))][1:400]
sessions <- length(days)
names <- sprintf("MADE%02d", 1:9)

market <- rnorm(sessions, 0.0003, 0.009)
index <- round(2500 * cumprod(1 + market), 2)

events <- data.frame(
  ticker = c("MADE01", "MADE02", "MADE03", "MADE04", "MADE05", "MADE06", "MADE07", "MADE08",
             "MADE01", "MADE02", "MADE04", "MADE05", "MADE06", "MADE07", "MADE01",
             "MADE08", "MADE03", "MADE09", "MADE09", "MADE02"),
  place = c(300, 300, 300, 312, 318, 325, 331, 340,
            341, 350, 352, 356, 360, 364, 369,
            120, 398, 345, 330, 300))

closes <- sapply(seq_along(names), function(i) {
  own <- 0.0002 + (0.6 + 0.1 * i) * market + rnorm(sessions, 0, 0.006 + 0.0015 * i)
  hit <- events$place[events$ticker == names[i]]
  own[hit] <- own[hit] + 0.02
  own[pmin(hit + 1, sessions)] <- own[pmin(hit + 1, sessions)] - 0.004
  round((4 + 3 * i) * cumprod(1 + own), 2)
})
colnames(closes) <- names

closes[c(77, 78, 190, 251), "MADE04"] <- NA   # not traded, inside estimation windows
closes[c(140, 332, 333), "MADE09"] <- NA      # and inside an event window
index[c(95, 210)] <- NA

write.csv(data.frame(session = format(days), index = index, closes), "series.csv",
          row.names = FALSE, na = "", quote = FALSE)
write.csv(data.frame(ticker = events$ticker, session = format(days[events$place])), "events.csv",
          row.names = FALSE, quote = FALSE)

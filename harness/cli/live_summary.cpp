#include "cli/live_summary.hpp"

#include <fmt/format.h>

#include <cmath>

#include "support/numbers.hpp"

namespace schedlitmus::cli {

namespace {

constexpr double kExactBelow = 1000;
constexpr double kMinute = 60;

double rounded(double value) {
  if (std::abs(value) < kExactBelow) return value;
  const double unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 2);
  return std::round(value / unit) * unit;
}

std::optional<double> number(const trace::Sample& sample, std::string_view field) {
  const auto seen = trace::observe(sample, *trace::find_field(field));
  const auto* value = std::get_if<double>(&seen);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::string quantiles(const Distribution& values) {
  return fmt::format("median {}, 95 % {}, most {}", format_number(values.quantile(0.5)),
                     format_number(values.quantile(0.95)), format_number(values.most()));
}

std::string json(const Distribution& values) {
  if (values.empty()) return "null";
  return fmt::format(R"({{"least":{},"median":{},"p95":{},"most":{},"mean":{}}})", format_number(values.least()),
                     format_number(values.quantile(0.5)), format_number(values.quantile(0.95)),
                     format_number(values.most()), format_number(std::round(values.mean() * 1000) / 1000));
}

std::string trend(const LiveSummary& summary) {
  const auto slope = summary.goroutines_trend.per_second();
  if (!slope) return {};
  return fmt::format(", {:+.1f} a minute", *slope * kMinute);
}

}  // namespace

void Distribution::add(double value) {
  ++values_[rounded(value)];
  ++count_;
  sum_ += value;
}

double Distribution::quantile(double share) const {
  const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t before = 0;
  for (const auto& [value, count] : values_) {
    before += count;
    if (before >= rank) return value;
  }
  return 0;
}

void Slope::add(Millis time, double value) {
  constexpr double kMillis = 1000;
  const double seconds = static_cast<double>(time.count()) / kMillis;
  if (n_ == 0) {
    begin_ = seconds;
    first_ = value;
  }
  const double t = seconds - begin_;
  last_ = value;
  n_ += 1;
  t_ += t;
  v_ += value;
  tt_ += t * t;
  tv_ += t * value;
}

std::optional<double> Slope::per_second() const {
  const double spread = n_ * tt_ - t_ * t_;
  if (spread <= 0) return std::nullopt;
  return (n_ * tv_ - t_ * v_) / spread;
}

void LiveSummary::add(const trace::Sample& sample) {
  if (samples++ == 0) first = sample.time;
  last = sample.time;
  gomaxprocs = sample.header.get(trace::HeaderField::gomaxprocs).value_or(0);
  if (const auto value = number(sample, "waiting")) waiting.add(*value);
  if (const auto value = number(sample, "runqueue")) global_queue.add(*value);
  if (const auto value = number(sample, "threads")) threads.add(*value);
  if (const auto idle = number(sample, "idleprocs"); idle && gomaxprocs > 0)
    idle_share.add(std::round(*idle / static_cast<double>(gomaxprocs) * kExactBelow) / kExactBelow);
  if (const auto value = number(sample, "goroutines")) {
    goroutines.add(*value);
    goroutines_trend.add(sample.time, *value);
  }
}

std::string to_text(const LiveSummary& summary) {
  if (summary.samples == 0) return {};
  std::string text;
  const auto line = [&](std::string_view name, const std::string& what) {
    text += fmt::format("  {:<11} {}\n", name, what);
  };
  line("Ps", fmt::format("{}, idle {} of the time", summary.gomaxprocs, format_percent(summary.idle_share.mean())));
  line("waiting", fmt::format("{} goroutines ready to run; in the global queue at most {}", quantiles(summary.waiting),
                              format_number(summary.global_queue.most())));
  line("threads", quantiles(summary.threads));
  if (!summary.goroutines.empty()) {
    line("goroutines",
         fmt::format("{} at first, {} at the end, {} at most{}", format_number(summary.goroutines_trend.first()),
                     format_number(summary.goroutines_trend.last()), format_number(summary.goroutines.most()),
                     trend(summary)));
  }
  return text;
}

std::string to_json(const LiveSummary& summary) {
  const auto slope = summary.goroutines_trend.per_second();
  return fmt::format(
      R"({{"samples":{},"first_ms":{},"last_ms":{},"gomaxprocs":{},"waiting":{},"runqueue":{},"threads":{},)"
      R"("idle_share":{},"goroutines":{},"goroutines_per_minute":{}}})",
      summary.samples, summary.first.count(), summary.last.count(), summary.gomaxprocs, json(summary.waiting),
      json(summary.global_queue), json(summary.threads), json(summary.idle_share), json(summary.goroutines),
      slope && !summary.goroutines.empty() ? format_number(std::round(*slope * kMinute * 1000) / 1000) : "null");
}

}  // namespace schedlitmus::cli

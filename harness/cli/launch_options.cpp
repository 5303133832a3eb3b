#include "cli/launch_options.hpp"

#include "support/size.hpp"

namespace schedlitmus::cli {

namespace {

constexpr const char* kPeriod = "--period";

template <class Value, class Parse>
Result<void> read(const std::string& text, const char* option, std::optional<Value>& into, Parse parse) {
  if (text.empty()) return {};
  auto value = parse(text);
  if (!value) {
    value.error().where = option;
    return tl::unexpected(value.error());
  }
  into = *value;
  return {};
}

}  // namespace

Result<void> read_launch(const LaunchOptions& options, campaign::Settings& settings) {
  settings.capture = options.capture;
  if (auto done = read(options.deadline, "--deadline", settings.deadline, parse_duration); !done) return done;
  if (settings.deadline && settings.deadline->count() == 0) return fail("a run needs some time", "--deadline");
  if (auto done = read(options.max_output, "--max-output", settings.max_output, parse_size); !done) return done;
  std::optional<std::uint64_t> most_kept;
  if (auto done = read(options.max_kept, "--max-kept", most_kept, parse_size); !done) return done;
  settings.most_kept = most_kept.value_or(store::kKeepAll);
  return read(options.max_memory, "--max-memory", settings.max_memory, parse_size);
}

Result<void> put_into(expectation::Scenario& scenario, const std::map<std::string, std::string>& godebug,
                      const std::string& period, bool detail) {
  for (const auto& [name, value] : godebug) scenario.godebug[name] = value;
  scenario.trace.detail = scenario.trace.detail || detail;
  return period.empty() ? Result<void>() : read_period(period, scenario.trace.period);
}

Result<void> read_period(const std::string& text, Millis& into) {
  std::optional<Millis> period;
  if (auto done = read(text, kPeriod, period, parse_duration); !done) return done;
  if (!period || period->count() == 0) return fail("a trace needs some time between its samples", kPeriod);
  into = *period;
  return {};
}

}  // namespace schedlitmus::cli

#include "report/service.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

/// "5 in the median, 3 to 9" of sorted values that differ; else the one value.
template <class Value, class Format>
std::string spread(std::vector<Value> values, Format format) {
  std::ranges::sort(values);
  auto least = format(values.front());
  const auto most = format(values.back());
  if (least == most) return least;
  return fmt::format("{} in the median, {} to {}", format(values[(values.size() - 1) / 2]), least, most);
}

/// One measure over the runs, as it was printed.
struct Values {
  std::string name;
  std::vector<std::string> texts;
};

std::vector<Values> measures_of(const Cell& cell) {
  std::vector<Values> all;
  for (const RunReport& run : cell.each_run) {
    const auto* load = run.service ? load_of(*run.service) : nullptr;
    if (load == nullptr) continue;
    for (const auto& [name, value] : load->measures) {
      auto found = std::ranges::find(all, name, &Values::name);
      if (found == all.end()) found = all.insert(all.end(), {name, {}});
      found->texts.push_back(value);
    }
  }
  return all;
}

std::string describe(const Values& values) {
  std::vector<double> numbers;
  for (const auto& text : values.texts)
    if (const auto number = parse_number(text)) numbers.push_back(*number);
  if (numbers.size() == values.texts.size())
    return fmt::format("{} {}", values.name, spread(numbers, [](double number) { return format_number(number); }));
  const bool same = std::ranges::all_of(values.texts, [&](const auto& text) { return text == values.texts.front(); });
  return fmt::format("{} {}", values.name, same ? values.texts.front() : "in several texts");
}

}  // namespace

bool has_services(const Cell& cell) {
  return std::ranges::any_of(cell.each_run, [](const RunReport& run) { return run.service.has_value(); });
}

std::string ready_text(const ServiceReport& service) {
  return service.ready ? format_duration(*service.ready) : "never";
}

std::string load_text(const ServiceReport& service) {
  const auto* load = load_of(service);
  if (load == nullptr) return {};
  std::vector<std::string> texts;
  if (load->code != 0 || load->measures.empty()) texts.push_back(ending_text(load->ending, load->code, load->signal));
  for (const auto& [name, value] : load->measures) texts.push_back(fmt::format("{} {}", name, value));
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string lack_text(const ServiceReport& service) {
  if (!service.void_why.empty()) return "told nothing: " + service.void_why;
  return service.cut_why.empty() ? std::string() : "cut short: " + service.cut_why;
}

std::string view_text(const ServiceReport& service) {
  if (!service.zero || !service.from || !service.until) return {};
  return fmt::format("Times count from {} of the service's; its samples from {} to {} were looked at.",
                     format_duration(*service.zero), format_duration(*service.from - *service.zero),
                     format_duration(*service.until - *service.zero));
}

std::string describe_ready(const Cell& cell) {
  std::vector<Millis> times;
  std::uint64_t never = 0;
  for (const RunReport& run : cell.each_run) {
    if (!run.service) continue;
    if (const auto& ready = run.service->ready) {
      times.push_back(*ready);
    } else {
      ++never;
    }
  }
  std::string text;
  if (!times.empty()) text = "after " + spread(times, [](Millis time) { return format_duration(time); });
  if (never > 0) text += fmt::format("{}never in {}", text.empty() ? "" : "; ", count_of(never, "run"));
  return text;
}

std::string describe_load(const Cell& cell) {
  std::vector<std::string> texts;
  for (const auto& values : measures_of(cell)) texts.push_back(describe(values));
  return fmt::format("{}", fmt::join(texts, "; "));
}

std::string ending_text(const std::string& ending, const std::optional<int>& code, const std::optional<int>& signal) {
  if (code) return fmt::format("exited {}", *code);
  if (signal) return fmt::format("signal {}", *signal);
  std::string words = ending;
  std::ranges::replace(words, '_', ' ');
  return words;
}

}  // namespace schedlitmus::report

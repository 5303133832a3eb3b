#include "expectation/program_output.hpp"

#include <algorithm>
#include <utility>

#include "support/numbers.hpp"
#include "support/text.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr std::string_view kMeasure = "measure:";
constexpr std::string_view kBlanks = " \t\r\n";

}  // namespace

std::optional<MeasureLine> measure_in(std::string_view line) {
  if (!line.starts_with(kMeasure)) return std::nullopt;
  line.remove_prefix(kMeasure.size());
  const auto sign = line.find('=');
  if (sign == std::string_view::npos) return std::nullopt;
  return MeasureLine{trimmed(line.substr(0, sign), kBlanks), trimmed(line.substr(sign + 1), kBlanks)};
}

void MeasureCollector::feed(std::string_view bytes) {
  lines_.feed(bytes, [this](std::string_view line) { on_line(line); });
}

std::vector<Measure> MeasureCollector::take() {
  lines_.finish([this](std::string_view line) { on_line(line); });
  return std::move(measures_);
}

void MeasureCollector::on_line(std::string_view line) {
  const auto measure = measure_in(line);
  if (!measure) return;
  const auto known = std::ranges::find(measures_, measure->name, &Measure::name);
  if (known != measures_.end()) {
    known->value = measure->value;
  } else if (measures_.size() < kMostMeasures) {
    measures_.push_back({std::string(measure->name), std::string(measure->value)});
  }
}

ProgramOutput::ProgramOutput(const std::vector<std::string>& measures, std::vector<Pattern> patterns)
    : patterns_(std::move(patterns)), picked_(patterns_.size()) {
  for (const auto& name : measures) measures_.emplace(name, std::nullopt);
}

void ProgramOutput::feed(std::string_view bytes) {
  const std::size_t room = kLongestText - text_.size();
  text_.append(bytes.substr(0, room));
  too_long_ = too_long_ || bytes.size() > room;
  lines_.feed(bytes, [this](std::string_view line) { on_line(line); });
}

void ProgramOutput::finish() {
  lines_.finish([this](std::string_view line) { on_line(line); });
}

void ProgramOutput::on_line(std::string_view line) {
  for (std::size_t i = 0; i < patterns_.size(); ++i)
    if (auto picked = patterns_[i].pick(line)) picked_[i] = std::move(picked);
  const auto measure = measure_in(line);
  if (!measure) return;
  const auto known = measures_.find(measure->name);
  if (known != measures_.end()) known->second = std::string(measure->value);
}

std::optional<std::string> ProgramOutput::measure(const std::string& name) const {
  const auto known = measures_.find(name);
  return known == measures_.end() ? std::nullopt : known->second;
}

std::optional<std::string> ProgramOutput::whole() const {
  if (too_long_) return std::nullopt;
  return text_.substr(0, text_.find_last_not_of(kBlanks) + 1);
}

std::optional<std::uint64_t> requests_in(const ProgramOutput& output) {
  constexpr double kMost = 1e15;
  const auto text = output.measure(std::string(kRequests));
  const auto number = text ? parse_number(*text) : std::nullopt;
  if (!number || *number < 1 || *number > kMost) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

}  // namespace schedlitmus::expectation

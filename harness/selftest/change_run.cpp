#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <csignal>
#include <sstream>
#include <string>
#include <utility>

#include "selftest/change.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::selftest {
namespace {

using expectation::Check;
using expectation::RunEnd;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

/// Another number in place of the old one.
double another(double old, const std::vector<std::int64_t>& numbers, Draw& draw) {
  const auto told = static_cast<double>(draw.of(numbers));
  const std::array<double, 6> choices = {told, -told, old + told, old - told, 2 * old + 1, -old - 1};
  return choices.at(draw.below(choices.size()));
}

/// Among the lines in `out`. Without a name any measure.
void change_measure(const std::string& name, const std::vector<std::int64_t>& numbers, std::string& out, Draw& draw) {
  auto lines = lines_of(out);
  const std::string begin = "measure: " + name;
  std::vector<std::size_t> measures;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].starts_with(begin) && lines[i].find('=') != std::string::npos) measures.push_back(i);
  if (measures.empty()) {
    if (!name.empty()) lines.push_back(fmt::format("{}={}", begin, draw.of(numbers)));
  } else {
    auto& line = lines[draw.of(measures)];
    const auto value = line.find('=') + 1;
    double old = 0;
    std::istringstream(line.substr(value)) >> old;
    line = line.substr(0, value) + format_number(another(old, numbers, draw));
  }
  out = joined(lines);
}

/// One of the words, or numbers, is another one.
void change_word(std::string& line, Draw& draw) {
  const auto is_part = [](unsigned char c) { return std::isalnum(c) != 0; };
  std::vector<std::pair<std::size_t, std::size_t>> words;  ///< begin and length
  for (auto end = line.begin(); end != line.end();) {
    const auto begin = std::find_if(end, line.end(), is_part);
    end = std::find_if_not(begin, line.end(), is_part);
    if (begin != end) words.emplace_back(begin - line.begin(), end - begin);
  }
  if (words.empty()) {
    line += "changed";
    return;
  }
  const auto [begin, length] = draw.of(words);
  const bool number = std::isdigit(static_cast<unsigned char>(line[begin])) != 0;
  line.replace(begin, length, number ? std::to_string(draw.below(1'000)) : "changed");
}

void change_line(Recording& recording, Draw& draw) {
  auto lines = lines_of(recording.out);
  if (lines.empty()) {
    recording.out = "changed\n";
    return;
  }
  const auto one = draw.below(lines.size()), other = draw.below(lines.size());
  switch (draw.below(5)) {
    case 0:
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(one));
      break;
    case 1:
      lines.push_back(lines[one]);
      break;
    case 2:
      std::swap(lines[one], lines[other]);
      break;
    case 3:
      lines.clear();
      break;
    default:
      change_word(lines[one], draw);
  }
  recording.out = joined(lines);
}

void change_exit(const std::vector<std::int64_t>& numbers, RunEnd::How& how, int& number, Draw& draw) {
  constexpr std::int64_t kLargest = 255;
  constexpr std::array<int, 5> kSignals = {SIGSEGV, SIGKILL, SIGABRT, SIGINT, SIGTERM};
  const bool by_signal = draw.one_in(2);
  const auto status = std::clamp<std::int64_t>(draw.of(numbers), 0, kLargest);
  how = by_signal ? RunEnd::How::signalled : RunEnd::How::exited;
  number = by_signal ? kSignals.at(draw.below(kSignals.size())) : static_cast<int>(status);
}

void change_time_out(RunEnd::How& how, int& number) {
  how = how == RunEnd::How::timed_out ? RunEnd::How::exited : RunEnd::How::timed_out;
  number = 0;
}

/// That of a service.
void change_load_end(const std::vector<std::int64_t>& numbers, RunEnd& end, Draw& draw) {
  if (draw.one_in(3)) return change_time_out(end.load, end.load_number);
  change_exit(numbers, end.load, end.load_number, draw);
}

void change_fatal_error(Recording& recording, Draw& draw) {
  constexpr std::array<const char*, 4> kTexts = {"", "panic: changed\n",
                                                 "fatal error: all goroutines are asleep - deadlock!\n",
                                                 "SIGSEGV: segmentation violation\n"};
  recording.text = kTexts.at(draw.below(kTexts.size()));
}

}  // namespace

void change_run(Mutation mutation, const Check& check, const std::vector<std::int64_t>& numbers, Recording& recording,
                Draw& draw) {
  auto& end = recording.end;
  switch (mutation) {
    case Mutation::measure:
      return change_measure(check.subject.measure, numbers, recording.out, draw);
    case Mutation::line:
      return change_line(recording, draw);
    case Mutation::exit:
      return change_exit(numbers, end.how, end.number, draw);
    case Mutation::time_out:
      return change_time_out(end.how, end.number);
    case Mutation::load_measure:
      return change_measure(check.per.empty() ? check.subject.measure : check.per, numbers, recording.load_out, draw);
    case Mutation::load_end:
      return change_load_end(numbers, end, draw);
    case Mutation::readiness:
      end.ready = !end.ready.value_or(false);
      return;
    default:
      return change_fatal_error(recording, draw);
  }
}

}  // namespace schedlitmus::selftest

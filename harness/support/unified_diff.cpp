#include "support/unified_diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace schedlitmus {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t kAround = 3;
constexpr std::size_t kMostCells = 16'000'000;  ///< of the table of common lines

/// Each with its end, if it has one.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// One line of the difference: ' ' in both, '-' in the first, '+' in the second.
struct Step {
  char mark;
  std::string_view line;
};

/// The longest common subsequence of lines, from the end to the beginning.
class Common {
 public:
  Common(const Lines& a, const Lines& b) : width_(b.size() + 1), length_((a.size() + 1) * width_) {
    for (std::size_t i = a.size(); i-- > 0;) {
      for (std::size_t j = b.size(); j-- > 0;) {
        at(i, j) = a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }
  std::size_t& at(std::size_t i, std::size_t j) { return length_[i * width_ + j]; }

 private:
  std::size_t width_;
  std::vector<std::size_t> length_;
};

void add_all(std::vector<Step>& steps, char mark, const Lines& lines) {
  for (const auto line : lines) steps.push_back({mark, line});
}

void add_middle(std::vector<Step>& steps, const Lines& a, const Lines& b) {
  if ((a.size() + 1) * (b.size() + 1) > kMostCells) {
    add_all(steps, '-', a);
    add_all(steps, '+', b);
    return;
  }
  Common common(a, b);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      steps.push_back({' ', a[i]});
      ++i, ++j;
    } else if (j == b.size() || (i < a.size() && common.at(i + 1, j) >= common.at(i, j + 1))) {
      steps.push_back({'-', a[i++]});
    } else {
      steps.push_back({'+', b[j++]});
    }
  }
}

std::vector<Step> steps_between(Lines a, Lines b) {
  const auto first = std::ranges::mismatch(a, b);
  const Lines head(a.begin(), first.in1);
  a.erase(a.begin(), first.in1);
  b.erase(b.begin(), first.in2);
  Lines tail;
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    tail.insert(tail.begin(), a.back());
    a.pop_back();
    b.pop_back();
  }
  std::vector<Step> steps;
  add_all(steps, ' ', head);
  add_middle(steps, a, b);
  add_all(steps, ' ', tail);
  return steps;
}

struct Hunk {
  std::size_t begin = 0, end = 0;  ///< steps
};

std::vector<Hunk> hunks_of(const std::vector<Step>& steps) {
  std::vector<Hunk> hunks;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].mark == ' ') continue;
    const std::size_t begin = i < kAround ? 0 : i - kAround;
    const std::size_t end = std::min(steps.size(), i + 1 + kAround);
    if (hunks.empty() || begin > hunks.back().end) {
      hunks.push_back({begin, end});
    } else {
      hunks.back().end = end;
    }
  }
  return hunks;
}

/// "3,7": a file of no lines before it is told by the line before.
std::string range(std::size_t first, std::size_t count) {
  return count == 1 ? fmt::format("{}", first + 1) : fmt::format("{},{}", count == 0 ? first : first + 1, count);
}

std::string text_of(const std::vector<Step>& steps, const Hunk& hunk) {
  const auto count = [&](std::size_t begin, std::size_t end, char other) {
    return static_cast<std::size_t>(std::count_if(steps.begin() + static_cast<std::ptrdiff_t>(begin),
                                                  steps.begin() + static_cast<std::ptrdiff_t>(end),
                                                  [&](const Step& step) { return step.mark != other; }));
  };
  auto text = fmt::format("@@ -{} +{} @@\n", range(count(0, hunk.begin, '+'), count(hunk.begin, hunk.end, '+')),
                          range(count(0, hunk.begin, '-'), count(hunk.begin, hunk.end, '-')));
  for (std::size_t i = hunk.begin; i < hunk.end; ++i) {
    text += fmt::format("{}{}", steps[i].mark, steps[i].line);
    if (!steps[i].line.ends_with('\n')) text += "\n\\ No newline at end of file\n";
  }
  return text;
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view name) {
  if (before == after) return {};
  const auto steps = steps_between(lines_of(before), lines_of(after));
  auto text = fmt::format("--- {0}\n+++ {0}\n", name);
  for (const auto& hunk : hunks_of(steps)) text += text_of(steps, hunk);
  return text;
}

}  // namespace schedlitmus

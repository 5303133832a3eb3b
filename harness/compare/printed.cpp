#include "compare/printed.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <vector>

#include "support/fnv.hpp"
#include "support/numbers.hpp"
#include "support/text.hpp"

namespace schedlitmus::compare {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kMeasure = "measure:";
constexpr std::size_t kMostShapes = 128;  ///< more of them are compared as a whole only
constexpr std::size_t kMostShown = 400;   ///< bytes of a line that people read
constexpr std::size_t kMostKept = 2000;   ///< likewise of all lines: what differs in them is shown

struct Column {
  std::vector<double> numbers;  ///< one of each line of the shape
  std::string label;
  std::size_t ordinal = 0;  ///< of the first one in the text, from 1
  bool clock = false;
};

/// Lines of equal shape.
struct Shape {
  std::size_t lines = 0;
  std::vector<Column> columns;
};

/// A category that is too long to read ends in a hash of all of it.
std::string shortened(const std::string& text, std::size_t most = kMostShown) {
  if (text.size() <= most) return text;
  return fmt::format("{}... ({:x})", text.substr(0, most), fnv1a(text));
}

class Text {
 public:
  Text(std::string_view name, Values& values) : name_(name), values_(values) {}

  void read(std::string_view text) {
    text = text.substr(0, kMostText);
    for (std::size_t line = 0; !text.empty() && line < kMostLines; ++line) {
      const auto end = std::min(text.find('\n'), text.size());
      add(trimmed(text.substr(0, end), kBlanks));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void put() {
    put_category();
    if (lines_ > 1) put({id("order"), std::string(name_), Statistic::order}, shortened(order_, kMostKept));
    if (shapes_.size() > kMostShapes) return;
    for (const auto& [shape, of_shape] : shapes_) {
      Observable lines{id("lines|" + shape), std::string(name_), Statistic::lines};
      lines.shape = shortened(shape);
      put(std::move(lines), static_cast<double>(of_shape.lines));
      for (std::size_t i = 0; i < of_shape.columns.size(); ++i) put_column(shape, i, of_shape.columns[i]);
    }
  }

 private:
  [[nodiscard]] std::string id(const std::string& rest) const { return fmt::format("{}|{}", name_, rest); }
  void put(Observable what, Value value) { values_.emplace(std::move(what), std::move(value)); }

  void add(std::string_view line) {
    if (line.starts_with(kMeasure) && add_measure(line.substr(kMeasure.size()))) return;
    if (line.empty()) return;
    ++lines_;
    const auto lifted = lift(line);
    append_order(lifted);
    auto& shape = shapes_[lifted.shape];
    ++shape.lines;
    shape.columns.resize(std::max(shape.columns.size(), lifted.numbers.size()));
    for (std::size_t i = 0; i < lifted.numbers.size(); ++i) {
      auto& column = shape.columns[i];
      const auto& number = lifted.numbers[i];
      ++numbers_;
      if (column.numbers.empty()) column = {{}, number.label, numbers_, number.clock};
      column.numbers.push_back(number.value);
    }
  }

  bool add_measure(std::string_view text) {
    const auto sign = text.find('=');
    if (sign == std::string_view::npos) return false;
    const auto name = fmt::format("measure.{}", trimmed(text.substr(0, sign), kBlanks));
    const auto lifted = lift(trimmed(text, kBlanks));
    Observable what{name, name};
    const auto value = trimmed(text.substr(sign + 1), kBlanks);
    const bool is_number =
        lifted.numbers.size() == 1 && !value.empty() &&
        lifted.shape.ends_with(value.find_first_not_of("+-0123456789.eE") == std::string_view::npos ? "#" : "<time>");
    what.clock = is_number && lifted.numbers.front().clock;
    // The last one counts, as for checks.
    values_.insert_or_assign(what, is_number ? Value(lifted.numbers.front().value) : Value(std::string(value)));
    return true;
  }

  void append_order(const Lifted& lifted) {
    order_ += lifted.shape;
    for (const auto& number : lifted.numbers)
      if (!number.clock) order_ += " " + format_number(number.value);
    order_ += '\n';
  }

  void put_category() {
    std::vector<std::string> lines;
    lines.reserve(shapes_.size());
    for (const auto& [shape, of_shape] : shapes_) {
      lines.push_back(of_shape.lines == 1 ? shape : fmt::format("{} ({} lines)", shape, of_shape.lines));
    }
    const auto text = fmt::format("{}", fmt::join(lines, "\n"));
    put({std::string(name_), std::string(name_)}, shortened(text, kMostKept));
  }

  void put_column(const std::string& shape, std::size_t index, const Column& column) {
    auto sorted = column.numbers;
    std::ranges::sort(sorted);
    const auto put_number = [&](const std::string& place, const std::string& label, Statistic statistic,
                                double number) {
      Observable what{id(fmt::format("{}|{}|{}", shape, index, place)), label, statistic};
      what.clock = column.clock;
      what.shape = shortened(shape);
      put(std::move(what), number);
    };
    if (sorted.size() > kMostRanks) {
      const auto label = label_for(column.label, column.ordinal);
      put_number("least", label, Statistic::least, sorted.front());
      put_number("median", label, Statistic::median, sorted[sorted.size() / 2]);
      put_number("greatest", label, Statistic::greatest, sorted.back());
      return;
    }
    for (std::size_t rank = 0; rank < sorted.size(); ++rank) {
      put_number(std::to_string(rank), label_for(column.label, column.ordinal + rank), Statistic::whole, sorted[rank]);
    }
  }

  /// "stdout.x", then "stdout.x.2"; "stdout.3" of a number without a word before it.
  std::string label_for(const std::string& label, std::size_t ordinal) {
    if (label.empty()) return fmt::format("{}.{}", name_, ordinal);
    const int seen = ++labels_[label];
    return seen == 1 ? fmt::format("{}.{}", name_, label) : fmt::format("{}.{}.{}", name_, label, seen);
  }

  std::string_view name_;
  Values& values_;
  std::map<std::string, Shape> shapes_;
  std::map<std::string, int> labels_;
  std::string order_;
  std::size_t lines_ = 0, numbers_ = 0;
};

}  // namespace

void put_printed(std::string_view name, const std::string& text, const Mask& mask, Values& values) {
  Text printed(name, values);
  printed.read(masked(text.substr(0, kMostText), mask));
  printed.put();
}

}  // namespace schedlitmus::compare

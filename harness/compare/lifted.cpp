#include "compare/lifted.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

namespace schedlitmus::compare {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_word(char c) { return is_digit(c) || is_letter(c) || c == '_'; }

constexpr std::size_t kLongestLabel = 40;

struct Unit {
  std::string_view name;
  double ms;
};
/// Longest first.
constexpr std::array<Unit, 8> kUnits = {{{"\u00b5s", 1e-3},
                                         {"\u03bcs", 1e-3},
                                         {"ns", 1e-6},
                                         {"us", 1e-3},
                                         {"ms", 1},
                                         {"s", 1e3},
                                         {"m", 6e4},
                                         {"h", 3.6e6}}};

/// Words of a label, and behind a number, that say it is a time or a speed.
constexpr std::array<std::string_view, 26> kClockWords = {
    "elapsed", "took",    "time",   "duration", "dur",   "latency", "wall", "sec",       "secs",
    "second",  "seconds", "millis", "micros",   "nanos", "msec",    "usec", "nsec",      "milliseconds",
    "ms",      "us",      "ns",     "s",        "speed", "rate",    "ops",  "throughput"};

bool is_clock_word(std::string_view word) { return std::ranges::find(kClockWords, word) != kClockWords.end(); }

class Line {
 public:
  explicit Line(std::string_view text) : text_(text) {}

  Lifted lift() {
    while (at_ < text_.size()) {
      if (starts_number()) {
        take_number();
      } else {
        lifted_.shape += text_[at_++];
      }
    }
    if (lifted_.numbers.size() > kMostNumbers) lifted_.numbers.clear();
    return std::move(lifted_);
  }

 private:
  [[nodiscard]] char before() const { return at_ == 0 ? ' ' : text_[at_ - 1]; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

  [[nodiscard]] bool starts_number() const {
    if (is_digit(text_[at_])) return true;
    const bool sign = text_[at_] == '-' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
    return sign && !is_word(before()) && before() != ')' && before() != ']' && before() != '#';
  }

  void take_number() {
    if (take_address()) return;
    const auto label = label_before();
    if (const auto time = take_time()) {
      add({*time, label, true}, "<time>");
      return;
    }
    const double value = take_plain();
    add({value, label, is_clock_label(label) || is_clock_unit(rest())}, "#");
  }

  void add(LiftedNumber number, std::string_view mark) {
    lifted_.shape += mark;
    lifted_.numbers.push_back(std::move(number));
  }

  bool take_address() {
    if (!rest().starts_with("0x") || is_word(before())) return false;
    std::size_t end = at_ + 2;
    while (end < text_.size() && std::isxdigit(static_cast<unsigned char>(text_[end])) != 0) ++end;
    if (end == at_ + 2) return false;
    lifted_.shape += "0x#";
    at_ = end;
    return true;
  }

  /// From `at`, without an exponent; moves behind it.
  static double decimal(std::string_view text, std::size_t& at) {
    double value = 0;
    const auto [end, error] =
        std::from_chars(text.data() + at, text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc{}) {  // beyond what a double holds
      while (at < text.size() && (is_digit(text[at]) || text[at] == '-' || text[at] == '.')) ++at;
      return 0;
    }
    at = static_cast<std::size_t>(end - text.data());
    if (text[at - 1] == '.') --at;  // a full stop
    return value;
  }

  static std::optional<Unit> unit_at(std::string_view text) {
    const auto* const unit =
        std::ranges::find_if(kUnits, [&](const Unit& known) { return text.starts_with(known.name); });
    return unit == kUnits.end() ? std::nullopt : std::optional(*unit);
  }

  /// As Go prints a duration: its last unit is one of seconds.
  std::optional<double> take_time() {
    std::size_t at = at_;
    double ms = 0;
    bool in_seconds = false;
    do {
      const double value = decimal(text_, at);
      const auto unit = unit_at(text_.substr(at));
      if (!unit) return std::nullopt;
      ms += value * unit->ms;
      at += unit->name.size();
      in_seconds = unit->name.ends_with('s');
    } while (at < text_.size() && is_digit(text_[at]));
    if (!in_seconds || (at < text_.size() && is_word(text_[at]))) return std::nullopt;
    at_ = at;
    return ms;
  }

  double take_plain() {
    double value = 0;
    const char* const begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (error != std::errc{} || !std::isfinite(value)) return decimal(text_, at_);
    at_ += static_cast<std::size_t>(end - begin);
    if (text_[at_ - 1] == '.') --at_;
    return value;
  }

  /// The word that stands before, beyond blanks, signs and other numbers.
  [[nodiscard]] std::string label_before() const {
    const auto& shape = lifted_.shape;
    std::size_t end = shape.size();
    while (end > 0 && !is_word(shape[end - 1])) --end;
    std::size_t begin = end;
    while (begin > 0 && (is_word(shape[begin - 1]) || shape[begin - 1] == '.' || shape[begin - 1] == '-')) --begin;
    return end - begin > kLongestLabel ? std::string() : shape.substr(begin, end - begin);
  }

  /// Its words are apart by signs or by capitals: "elapsed_ms", "elapsedMs".
  static bool is_clock_label(std::string_view label) {
    std::string word;
    bool after_small = false;
    for (const char c : label) {
      const bool capital = std::isupper(static_cast<unsigned char>(c)) != 0;
      if (!is_letter(c) || (capital && after_small)) {
        if (is_clock_word(word)) return true;
        word.clear();
      }
      if (is_letter(c)) word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      after_small = is_letter(c) && !capital;
    }
    return is_clock_word(word);
  }

  static bool is_clock_unit(std::string_view behind) {
    if (behind.starts_with("/s")) return true;
    if (behind.starts_with(' ')) behind.remove_prefix(1);
    const auto length = static_cast<std::size_t>(std::ranges::find_if_not(behind, is_letter) - behind.begin());
    const auto word = behind.substr(0, length);
    return is_clock_word(word) || (word.ends_with('B') && behind.substr(length).starts_with("/s"));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Lifted lifted_;
};

void replace_all(std::string& text, std::string_view what, std::string_view with, bool whole_number) {
  if (what.empty()) return;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    const auto end = at + what.size();
    const bool inside = whole_number && ((at > 0 && (is_digit(text[at - 1]) || text[at - 1] == '.')) ||
                                         (end < text.size() && is_digit(text[end])));
    if (!inside) text.replace(at, what.size(), with);
    at += inside ? what.size() : with.size();
  }
}

}  // namespace

Lifted lift(std::string_view line) { return Line(line).lift(); }

std::string masked(std::string text, const Mask& mask) {
  const auto number = mask.release.substr(0, mask.release.find('@'));
  replace_all(text, mask.executable, "<program>", false);
  replace_all(text, mask.executable.substr(0, mask.executable.rfind('/')), "<folder>", false);
  replace_all(text, "go" + number, "go<release>", true);
  // A bare 1.5 may be any number.
  if (std::ranges::count(number, '.') > 1) replace_all(text, number, "<release>", true);
  return text;
}

}  // namespace schedlitmus::compare

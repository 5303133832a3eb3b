#include "expectation/bound.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "support/numbers.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr std::string_view kProcs = "gomaxprocs";

/// Walks over the text of a sum, blanks left out.
class SumReader {
 public:
  explicit SumReader(std::string_view text) : rest_(text) {}

  std::optional<Bound> read() {
    Bound sum;
    double sign = take('-') ? -1 : 1;
    while (true) {
      const auto term = read_term();
      if (!term) return std::nullopt;
      sum.base += sign * term->base;
      sum.per_proc += sign * term->per_proc;
      if (at_end()) break;
      const bool plus = take('+');
      if (!plus && !take('-')) return std::nullopt;
      sign = plus ? 1 : -1;
    }
    const bool finite = std::isfinite(sum.base) && std::isfinite(sum.per_proc);
    return finite ? std::optional(sum) : std::nullopt;
  }

 private:
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }
  bool at_end() {
    skip_blanks();
    return rest_.empty();
  }
  bool take(char wanted) {
    skip_blanks();
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::optional<double> read_number() {
    skip_blanks();
    // from_chars takes "-1", "inf" and "nan" too.
    if (rest_.empty() || rest_.find_first_of("0123456789") != 0) return std::nullopt;
    double number = 0;
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    if (read.ec != std::errc()) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
    return number;
  }
  bool take_procs() {
    skip_blanks();
    if (!rest_.starts_with(kProcs)) return false;
    rest_.remove_prefix(kProcs.size());
    return true;
  }

  std::optional<Bound> read_term() {
    if (take_procs()) {
      if (take('*')) return multiple_of(read_number());
      if (!take('/')) return Bound(0, 1);
      const auto divisor = read_number();
      return divisor && *divisor != 0 ? std::optional(Bound(0, 1 / *divisor)) : std::nullopt;
    }
    const auto number = read_number();
    if (!number || !take('*')) return number ? std::optional(Bound(*number)) : std::nullopt;
    return take_procs() ? multiple_of(number) : std::nullopt;
  }
  static std::optional<Bound> multiple_of(std::optional<double> factor) {
    return factor ? std::optional(Bound(0, *factor)) : std::nullopt;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<Bound> parse_bound(std::string_view text) { return SumReader(text).read(); }

std::string to_string(const Bound& bound) {
  if (!bound.is_relative()) return format_number(bound.base);
  std::string text =
      bound.per_proc == 1 ? std::string(kProcs) : format_number(bound.per_proc) + "*" + std::string(kProcs);
  if (bound.base != 0) text += fmt::format(" {} {}", bound.base < 0 ? '-' : '+', format_number(std::abs(bound.base)));
  return text;
}

}  // namespace schedlitmus::expectation

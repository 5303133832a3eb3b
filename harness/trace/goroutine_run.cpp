#include "trace/goroutine_run.hpp"

#include <cstring>

#include "trace/scan.hpp"

namespace schedlitmus::trace {
namespace {

/// No canonical line is longer with texts and ids of sane length; closer to
/// the end than this nothing is tried, so that single steps need no check.
constexpr std::ptrdiff_t kMargin = 256;
constexpr std::size_t kMaxReason = 96;
constexpr int kMaxDigits = 18;  ///< cannot overflow

template <std::size_t N>
bool take(const char*& at, const char (&literal)[N]) {
  if (std::memcmp(at, literal, N - 1) != 0) return false;
  at += N - 1;
  return true;
}

/// Canonical digits: at most kMaxDigits, no leading zero.
bool take_digits(const char*& at, std::int64_t& value) {
  const char* p = at;
  if (!is_digit(*p)) return false;
  std::int64_t sum = *p++ - '0';
  while (is_digit(*p) && p - at <= kMaxDigits) sum = sum * 10 + (*p++ - '0');
  if ((*at == '0' && p != at + 1) || p - at > kMaxDigits) return false;
  value = sum;
  at = p;
  return true;
}

bool take_id(const char*& at, std::optional<std::int64_t>& id) {
  if (take(at, "nil") || (at[0] == '-' && take(at, "-1"))) {
    id.reset();
    return true;
  }
  std::int64_t value = 0;
  if (!take_digits(at, value)) return false;
  id = value;
  return true;
}

/// The length of a reason that ") m=" follows, or kMaxReason. Only characters
/// of which no other reading exists; the rest goes the careful way.
std::size_t reason_length(const char* at) {
  std::size_t length = 0;
  while (length < kMaxReason) {
    const char c = at[length];
    if (c == ')' && std::memcmp(at + length, ") m=", 4) == 0) return length;
    if (!is_key_char(c) && c != ' ' && c != '.' && c != '(' && c != ')') return kMaxReason;
    ++length;
  }
  return kMaxReason;
}

class Run {
 public:
  explicit Run(TextPool& pool) : pool_(pool) {}

  bool take_line(const char*& line, Goroutine& g) {
    const char* at = line;
    if (!take(at, "  G") || !take_digits(at, g.id) || !take(at, ": status=")) return false;
    std::int64_t status = 0;
    // Up to four digits: the scan bit is 4096.
    if (!take_digits(at, status) || *at != '(' || (status & ~std::int64_t{0x1000}) > 15) return false;
    g.scan = (status & 0x1000) != 0;
    g.status = status & ~std::int64_t{0x1000};
    ++at;
    if (!take_reason(at, g.waitreason)) return false;
    if (!take(at, ") m=") || !take_id(at, g.m) || !take(at, " lockedm=") || !take_id(at, g.lockedm)) return false;
    if (*at != '\n') return false;
    line = at + 1;
    return true;
  }

 private:
  /// Neighbours mostly wait for the same thing.
  bool take_reason(const char*& at, std::string_view& reason) {
    const bool same =
        std::memcmp(at, last_.data(), last_.size()) == 0 && std::memcmp(at + last_.size(), ") m=", 4) == 0;
    if (!same) {
      const auto length = reason_length(at);
      if (length == kMaxReason) return false;
      last_ = length == 0 ? std::string_view("") : pool_.keep({at, length});
    }
    reason = last_;
    at += last_.size();
    return true;
  }

  TextPool& pool_;
  std::string_view last_ = "";
};

}  // namespace

const char* read_goroutine_run(const char* at, const char* end, TextPool& pool, std::vector<Goroutine>& into,
                               std::uint64_t& lines) {
  Run run(pool);
  Goroutine g;
  while (end - at >= kMargin && run.take_line(at, g)) {
    into.push_back(g);
    ++lines;
  }
  return at;
}

}  // namespace schedlitmus::trace

#include "trace/goroutine_run.hpp"

#include <bit>
#include <cstring>

#include "trace/scan.hpp"

namespace schedlitmus::trace {
namespace {

/// No canonical line is longer with texts and ids of sane length; closer to
/// the end than this nothing is tried, so that single steps need no check.
constexpr std::ptrdiff_t kMargin = 256;
constexpr std::size_t kMaxReason = 96;
constexpr int kMaxDigits = 18;  ///< cannot overflow
constexpr std::int64_t kScanBit = 0x1000;
constexpr std::int64_t kMaxStatus = 15;

std::uint64_t load8(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

template <std::size_t N>
bool is(const char* at, const char (&literal)[N]) {
  return std::memcmp(at, literal, N - 1) == 0;
}
template <std::size_t N>
bool take(const char*& at, const char (&literal)[N]) {
  if (!is(at, literal)) return false;
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

bool take_id(const char*& at, OptionalId& id) {
  if (take(at, "nil") || take(at, "-1")) {
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
    if (c == ')' && is(at + length, ") m=")) return length;
    if (!is_key_char(c) && c != ' ' && c != '.' && c != '(' && c != ')') return kMaxReason;
    ++length;
  }
  return kMaxReason;
}

/// Both sides have 8 readable bytes behind their ends (TextPool::kPadding).
bool same_bytes(const char* a, const char* b, std::size_t size) {
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8)
    if (load8(a + i) != load8(b + i)) return false;
  if (i == size) return true;
  const auto differing = load8(a + i) ^ load8(b + i);
  if constexpr (std::endian::native == std::endian::little) return differing << (64 - (size - i) * 8) == 0;
  return differing >> (64 - (size - i) * 8) == 0;
}

bool take_line(const char*& line, TextPool& pool, ReasonCache& reasons, Goroutine& g) {
  const char* at = line;
  if (!take(at, "  G") || !take_digits(at, g.id) || !take(at, ": status=")) return false;
  std::int64_t status = 0;
  if (is_digit(at[0]) && at[1] == '(')
    status = *at++ - '0';
  else if (!take_digits(at, status) || *at != '(')
    return false;
  ++at;
  g.scan = (status & kScanBit) != 0;
  g.status = status & ~kScanBit;
  g.waitreason = reasons.find(at, pool);
  if (g.status > kMaxStatus || g.waitreason.data() == nullptr) return false;
  at += g.waitreason.size();
  // Almost all goroutines of a large program run nowhere.
  if (take(at, ") m=nil lockedm=nil\n") || take(at, ") m=-1 lockedm=-1\n")) {
    g.m.reset();
    g.lockedm.reset();
    line = at;
    return true;
  }
  if (!take(at, ") m=") || !take_id(at, g.m) || !take(at, " lockedm=") || !take_id(at, g.lockedm)) return false;
  if (*at != '\n') return false;
  line = at + 1;
  return true;
}

}  // namespace

std::string_view ReasonCache::find(const char* at, TextPool& pool) {
  // Fibonacci hashing: the top six bits say which of the 64 slots.
  auto& slot = slots_[(load8(at) * 0x9E3779B97F4A7C15U) >> 58U];
  if (slot.data() != nullptr && same_bytes(at, slot.data(), slot.size()) && is(at + slot.size(), ") m=")) return slot;
  const auto length = reason_length(at);
  if (length == kMaxReason || at[0] == ' ' || (length > 0 && at[length - 1] == ' ')) return {};
  slot = pool.keep({at, length});
  return slot;
}

const char* read_goroutine_run(const char* at, const char* end, TextPool& pool, ReasonCache& reasons,
                               std::vector<Goroutine>& into, std::uint64_t& lines) {
  const auto before = into.size();
  while (end - at >= kMargin) {
    Goroutine& g = into.emplace_back();
    if (!take_line(at, pool, reasons, g)) {
      into.pop_back();
      break;
    }
  }
  lines += into.size() - before;
  return at;
}

}  // namespace schedlitmus::trace

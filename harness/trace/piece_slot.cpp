#include "trace/piece_slot.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "trace/fields.hpp"
#include "trace/scan.hpp"

namespace schedlitmus::trace {
namespace {

constexpr std::size_t kMaxValue = 20;
constexpr std::size_t kMaxText = 128;

/// The places of keys that stand between those of the table of fields.
constexpr int kPreemptoffRank = static_cast<int>(MachineField::gcing);

/// What the runtimes set preemptoff to (1.5 to 1.27; stwReason from 1.22 on).
constexpr auto kPreemptoffs = std::to_array<std::string_view>({
    "gcing",
    "GC worker init",
    "GC mark termination",
    "GC sweep termination",
    "GOMAXPROCS",
    "write heap dump",
    "goroutine profile",
    "goroutine profile cleanup",
    "profile",
    "profile cleanup",
    "all goroutines stack trace",
    "stack trace",
    "read mem stats",
    "AllThreadsSyscall",
    "doAllThreadsSyscall",
    "start trace",
    "start tracing",
    "stop trace",
    "stop tracing",
});

bool is_text(std::string_view text) {
  if (text.empty() || text.size() > kMaxText || is_blank(text.front()) || is_blank(text.back())) return false;
  const auto good = [](char c) {
    return is_key_char(c) || std::string_view(" .()-/:,'").find(c) != std::string_view::npos;
  };
  const bool word = text == "true" || text == "false" || text == "nil";
  return !word && std::ranges::all_of(text, good) &&
         std::ranges::any_of(text, [](char c) { return is_key_char(c) && !is_digit(c); });
}

template <class Field>
int rank_of(const std::optional<Field>& field) {
  return field ? static_cast<int>(*field) : kUnknownKey;
}

}  // namespace

bool is_piece_number(std::string_view text) {
  if (text.empty() || text.size() > kMaxValue || !std::ranges::all_of(text, is_digit)) return false;
  return text.size() == 1 || text.front() != '0';
}

bool is_preemptoff(std::string_view text) { return std::ranges::find(kPreemptoffs, text) != kPreemptoffs.end(); }

std::string_view piece_key(std::string_view message) {
  if (message.starts_with(':')) message.remove_prefix(1);
  if (!message.starts_with(' ') || !message.ends_with('=') || message.size() < 3) return {};
  const auto key = message.substr(1, message.size() - 2);
  return std::ranges::all_of(key, is_key_char) ? key : std::string_view();
}

bool allows_minus(PieceSlot slot, bool nil) {
  return slot == PieceSlot::signed_number || (slot == PieceSlot::id && !nil);
}

bool fits_slot(PieceSlot slot, std::string_view message, bool nil) {
  switch (slot) {
    case PieceSlot::none:
      return false;
    case PieceSlot::reason:
    case PieceSlot::preemptoff:
      return is_text(message);
    case PieceSlot::flag:
      return message == "0" || message == "1" || message == "true" || message == "false";
    case PieceSlot::number:
      return is_piece_number(message);
    case PieceSlot::signed_number:
      return message == "-" || is_piece_number(message.substr(message.starts_with('-') ? 1 : 0));
    case PieceSlot::id:
      if (is_piece_number(message)) return true;
      return nil ? message == "nil" : message == "-" || message == "-1";
    case PieceSlot::any:
      return message == "true" || message == "false" || message == "nil" || message == "-1" || is_piece_number(message);
  }
  return false;
}

PieceSlot slot_of(char kind, std::string_view key, int& rank) {
  if (kind == 'S') {
    const auto field = header_field(key);
    rank = rank_of(field);
    if (!field) return PieceSlot::any;
    if (*field == HeaderField::gcwaiting || *field == HeaderField::sysmonwait) return PieceSlot::flag;
    return *field == HeaderField::nmidlelocked ? PieceSlot::signed_number : PieceSlot::number;
  }
  if (kind == 'P') {
    const auto field = proc_field(key);
    rank = rank_of(field);
    if (!field) return PieceSlot::any;
    return *field == ProcField::m ? PieceSlot::id : PieceSlot::number;
  }
  if (kind == 'M') {
    if (key == "preemptoff") {
      rank = kPreemptoffRank;
      return PieceSlot::preemptoff;
    }
    const auto field = machine_field(key);
    rank = rank_of(field);
    if (!field) return PieceSlot::any;
    using enum MachineField;
    if (*field == p || *field == curg || *field == lockedg) return PieceSlot::id;
    if (*field == helpgc) return PieceSlot::signed_number;
    return *field == spinning || *field == blocked ? PieceSlot::flag : PieceSlot::number;
  }
  rank = key == "lockedm" ? 1 : kUnknownKey;
  return key == "lockedm" ? PieceSlot::id : PieceSlot::any;
}

}  // namespace schedlitmus::trace

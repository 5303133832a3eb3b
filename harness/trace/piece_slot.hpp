// What can stand at one place of a trace line: the value behind each key, and
// which messages can be that value. Source: the print calls of schedtrace in
// the runtimes of 1.2 to 1.27.
#pragma once

#include <cstdint>
#include <string_view>

namespace schedlitmus::trace {

enum class PieceSlot : std::uint8_t {
  none,           ///< no value: a literal is expected
  number,         ///< digits
  signed_number,  ///< a "-" may come before
  id,             ///< of a P, M or G; nil or -1 for none
  flag,           ///< 0, 1, true or false
  reason,         ///< what a goroutine waits for; may be empty
  preemptoff,     ///< why an M is not preempted; may be empty
  any,            ///< of a key that a later release may have
};

/// The place of a key that is not in the table of fields.
inline constexpr int kUnknownKey = -2;

/// The value behind a key of a line that begins with `kind` (S, P, M or G),
/// and the key's place in that line.
[[nodiscard]] PieceSlot slot_of(char kind, std::string_view key, int& rank);

/// Can the message be that value? nil: the process prints nil for none, not -1.
[[nodiscard]] bool fits_slot(PieceSlot slot, std::string_view message, bool nil);
/// Can a "-" come before that value, as a message of its own?
[[nodiscard]] bool allows_minus(PieceSlot slot, bool nil);

/// As the runtime prints one: at most 20 digits, no leading zero.
[[nodiscard]] bool is_piece_number(std::string_view text);
/// One of the reasons that the runtimes have for preemptoff.
[[nodiscard]] bool is_preemptoff(std::string_view text);
/// " key=" or ": key=" without its ends; empty: not of that form.
[[nodiscard]] std::string_view piece_key(std::string_view message);

}  // namespace schedlitmus::trace

// The one table of what a trace can say. The parser, the evaluator, the
// documentation and the schema all read it. Names are the runtime's own words
// (func schedtrace in proc.go, proc1.go or proc.c of each release).
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace schedlitmus::trace {

/// Keys of the SCHED line, in the order in which the runtime prints them.
enum class HeaderField : std::uint8_t {
  gomaxprocs,
  idleprocs,
  threads,
  spinningthreads,
  needspinning,
  idlethreads,
  runqueue,
  gcwaiting,
  nmidlelocked,
  nmspinning,
  stopwait,
  sysmonwait,
};
inline constexpr std::size_t kHeaderFields = 12;

/// Keys of a P line.
enum class ProcField : std::uint8_t { status, schedtick, syscalltick, m, runqsize, gfreecnt, timerslen };
inline constexpr std::size_t kProcFields = 7;

/// Keys of an M line; preemptoff is text and stands beside them in Machine.
enum class MachineField : std::uint8_t {
  p,
  curg,
  mallocing,
  throwing,
  gcing,
  locks,
  dying,
  helpgc,
  spinning,
  blocked,
  lockedg,
};
inline constexpr std::size_t kMachineFields = 11;

/// Values of a line's keys. A key can be absent (the dialect does not print
/// it), or printed as "none" (-1 or nil for an id), or a number; flags are 0/1.
template <class Field, std::size_t N>
class FieldValues {
 public:
  /// The number, or nothing where the key is absent or says "none".
  [[nodiscard]] std::optional<std::int64_t> get(Field field) const {
    const auto value = values_[index(field)];
    if (!printed(field) || value == kNone) return std::nullopt;
    return value;
  }
  /// Whether the line had the key at all.
  [[nodiscard]] bool printed(Field field) const { return (present_ >> index(field) & 1U) != 0; }
  void set(Field field, std::int64_t value) {
    values_[index(field)] = value;
    present_ |= 1U << index(field);
  }
  void set_none(Field field) { set(field, kNone); }
  /// As if the key had not been printed.
  void unset(Field field) { present_ &= ~(1U << index(field)); }
  void clear() { present_ = 0; }
  bool operator==(const FieldValues& other) const {
    if (present_ != other.present_) return false;
    for (std::size_t i = 0; i < N; ++i)
      if ((present_ >> i & 1U) != 0 && values_[i] != other.values_[i]) return false;
    return true;
  }

 private:
  static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();
  static constexpr std::size_t index(Field field) { return static_cast<std::size_t>(field); }
  std::array<std::int64_t, N> values_{};
  std::uint32_t present_ = 0;
};

enum class FieldSource : std::uint8_t {
  header,    ///< printed on the SCHED line
  queues,    ///< the per-P lists, from the line's list or from the P lines
  procs,     ///< one key of the P lines; the observable is named "p." and the key
  machines,  ///< one key of the M lines, likewise with "m."
  derived,   ///< computed here from the others
};

/// One observable of a sample that checks and comparisons can name.
struct FieldInfo {
  std::string_view name;
  FieldSource source;
  bool is_list;       ///< a value for each P (FieldSource::machines: for each M), else one number
  bool needs_detail;  ///< only in traces with scheddetail=1
  int since_minor;    ///< first Go 1.N that prints it
  int until_minor;    ///< last Go 1.N that prints it; 0: still does
  std::string_view meaning;
  int summary_since_minor = 0;  ///< first Go 1.N that prints it without scheddetail; 0: as with it
};

/// All observables, in the order of the documentation.
[[nodiscard]] std::span<const FieldInfo> all_fields();
/// The observable of that name, or nullptr.
[[nodiscard]] const FieldInfo* find_field(std::string_view name);
/// Why a trace of Go 1.N cannot have the observable: "Go prints it from 1.4 on".
/// Empty where it can. `detail`: whether the trace has scheddetail=1.
[[nodiscard]] std::string why_absent(const FieldInfo& field, int minor, bool detail);

[[nodiscard]] std::string_view name_of(HeaderField field);
[[nodiscard]] std::string_view name_of(ProcField field);
[[nodiscard]] std::string_view name_of(MachineField field);
/// The field with that key in a trace, or nothing: an unknown key.
[[nodiscard]] std::optional<HeaderField> header_field(std::string_view key);
[[nodiscard]] std::optional<ProcField> proc_field(std::string_view key);
[[nodiscard]] std::optional<MachineField> machine_field(std::string_view key);

}  // namespace schedlitmus::trace

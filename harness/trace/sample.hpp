// One sample of the scheduler: a SCHED line, with its P, M and G lines where
// the trace is detailed. The same model for every dialect; what a dialect
// does not print stays absent.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "support/duration.hpp"
#include "trace/fields.hpp"

namespace schedlitmus::trace {

/// A key that no dialect known to us prints; kept as it stood.
struct ExtraField {
  char line = 'S';      ///< 'S' header, 'P', 'M' or 'G'
  std::int64_t id = 0;  ///< of the P, M or G; 0 for the header
  std::string_view key;
  std::string_view value;
};

struct Proc {
  std::int64_t id = 0;
  FieldValues<ProcField, kProcFields> fields;
};

struct Machine {
  std::int64_t id = 0;
  FieldValues<MachineField, kMachineFields> fields;
  std::optional<std::string_view> preemptoff;  ///< 1.5 and later; usually empty text
};

/// An id or none, in eight bytes: a sample can hold 100,000 goroutines. Ids
/// are never negative. Otherwise like std::optional, and converts to it.
class OptionalId {
 public:
  constexpr OptionalId() = default;
  constexpr OptionalId(std::nullopt_t) {}             // NOLINT(google-explicit-constructor)
  constexpr OptionalId(std::int64_t id) : id_(id) {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] constexpr bool has_value() const { return id_ >= 0; }
  constexpr explicit operator bool() const { return has_value(); }
  constexpr std::int64_t operator*() const { return id_; }
  [[nodiscard]] constexpr std::int64_t value_or(std::int64_t other) const { return has_value() ? id_ : other; }
  constexpr void reset() { id_ = -1; }
  constexpr operator std::optional<std::int64_t>() const {  // NOLINT(google-explicit-constructor)
    return has_value() ? std::optional(id_) : std::nullopt;
  }
  constexpr bool operator==(const OptionalId&) const = default;

 private:
  std::int64_t id_ = -1;
};

/// G status without the GC's scan bit (0x1000), as in runtime2.go.
struct Goroutine {
  std::int64_t id = 0;
  std::int64_t status = 0;
  bool scan = false;            ///< the scan bit was set
  std::string_view waitreason;  ///< stale unless status is 4 (waiting)
  OptionalId m;
  OptionalId lockedm;
};
inline constexpr std::int64_t kGStatusWaiting = 4;
inline constexpr std::int64_t kGStatusDead = 6;
inline constexpr std::int64_t kGStatusDeadExtra = 11;  ///< 1.26: dead as well, on an M for calls from C
[[nodiscard]] constexpr bool is_live(const Goroutine& g) {
  return g.status != kGStatusDead && g.status != kGStatusDeadExtra;
}

/// Who writes samples.
struct Writer {
  std::int32_t pid = 0;     ///< 0: not known
  std::string_view source;  ///< of the sample; lives longer than its reader
};

/// Views point into the reader's buffer: they are valid during the call that
/// hands the sample over, no longer.
struct Sample {
  Millis time{};            ///< since the program's start
  std::int32_t pid = 0;     ///< the process that wrote it; 0: not known (byte stream)
  std::string_view source;  ///< the container or unit that wrote it, as a log tells; empty: not known
  std::int32_t image = 0;   ///< how often that process had been replaced by exec before, as far as its clock tells
  FieldValues<HeaderField, kHeaderFields> header;
  bool detailed = false;                 ///< a scheddetail=1 header
  bool complete = true;                  ///< nothing of it was torn or missing
  bool has_local = false;                ///< `local` is whole, one entry for each P
  std::vector<std::int64_t> local;       ///< length of each P's local run queue
  std::vector<std::int64_t> schedticks;  ///< for each P; empty where not known
  std::vector<Proc> procs;
  std::vector<Machine> machines;
  std::vector<Goroutine> goroutines;
  bool goroutines_whole = false;  ///< every G line of the sample is there
  std::vector<ExtraField> extra;
};

/// What an observable says: nothing, a number, or a number for each P.
using Observation = std::variant<std::monostate, double, std::vector<std::int64_t>>;

/// Reads an observable off a sample. Nothing where the sample cannot tell: the
/// dialect does not print it, or the lines that it needs were lost.
[[nodiscard]] Observation observe(const Sample& sample, const FieldInfo& field);

/// Whether the M has the P that its line names. Up to 1.11 an M in a long
/// system call goes on naming the P that was taken from it.
[[nodiscard]] bool holds_proc(const Sample& sample, const Machine& machine);

}  // namespace schedlitmus::trace

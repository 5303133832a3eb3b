// What a check looks at: of a sample, or of a whole run.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "diagnosis/name.hpp"
#include "expectation/observation.hpp"
#include "expectation/pattern.hpp"
#include "trace/fields.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::expectation {

enum class SubjectKind : std::uint8_t {
  field,       ///< an observable of the sample
  ratio,       ///< one over another, a list by its sum; nothing where the other is 0
  difference,  ///< one minus another, likewise
  goroutines,  ///< how many goroutines are in a state
  measure,     ///< of the run: a number that the program printed on stdout
  load,        ///< of the run: likewise, that the load of a service printed
  outcome,     ///< of the run: how it ended, or what it printed
  diagnosis,   ///< of the run: what its trace says is wrong with the program
};

/// Which goroutines count. A wait reason is stale unless the status is
/// "waiting", so one asked for counts there only.
struct GoroutineFilter {
  std::optional<std::int64_t> status = std::nullopt;  ///< as in runtime2.go; none: all that live
  bool every_status = false;                          ///< with none: the dead ones too
  std::optional<std::string> waitreason = std::nullopt;
  std::optional<bool> locked = std::nullopt;  ///< to an M
};

/// What can be known at the end of a run.
enum class RunFact : std::uint8_t {
  exit_status,
  timed_out,
  fatal_error,
  output,
  signal,
  ready,             ///< of a service, as the next ones
  load_exit_status,  ///< of its load
  load_timed_out,
};

/// Of what kind a subject's observations are.
enum class ValueKind : std::uint8_t { number, list, text, fact };

struct Subject {
  SubjectKind kind = SubjectKind::field;
  const trace::FieldInfo* field = nullptr;   ///< of field; the first of ratio and difference
  const trace::FieldInfo* second = nullptr;  ///< of ratio and difference
  GoroutineFilter goroutines;
  std::string measure;                  ///< its name; of load, too
  RunFact fact = RunFact::exit_status;  ///< of outcome
  std::optional<Pattern> pattern;       ///< of outcome, a text: what of it counts
  diagnosis::Name diagnosis{};          ///< of diagnosis
};

/// A subject of a check on that observable.
[[nodiscard]] Subject subject_of(const trace::FieldInfo& field);

/// Of the load of a service, or of the service's becoming ready: only where the scenario has a command.
[[nodiscard]] bool is_of_service(const Subject& subject);
/// Likewise, and only where that has a load.
[[nodiscard]] bool is_of_load(const Subject& subject);
/// Known at the end of a run only: from its ending, its stdout, or all its samples together.
[[nodiscard]] bool is_of_run(const Subject& subject);
[[nodiscard]] ValueKind kind_of(const Subject& subject);
/// Whether a trace is needed to tell.
[[nodiscard]] bool needs_samples(const Subject& subject);
/// Only in traces with scheddetail=1.
[[nodiscard]] bool needs_detail(const Subject& subject);
/// Why a trace of Go 1.N cannot show it: "spinningthreads: Go prints it from 1.4 on". Empty where it can.
[[nodiscard]] std::string why_absent(const Subject& subject, int minor, bool detail);

/// For people: "runqueue", "threads - idlethreads", "goroutines waiting (chan receive), locked", "measure served".
[[nodiscard]] std::string describe(const Subject& subject);

/// Reads a subject off a sample; nothing where the sample does not show it whole, or it is one of the run.
[[nodiscard]] Observation observe(const Subject& subject, const trace::Sample& sample);

/// The words of an expectation file, each with what it means. The reader, the
/// schema and the documentation read them.
struct Word {
  std::string_view name;
  std::string_view meaning;
};
[[nodiscard]] std::span<const Word> goroutine_statuses();  ///< in the order of their numbers, then "live" and "any"
[[nodiscard]] std::span<const Word> run_facts();           ///< in the order of RunFact

}  // namespace schedlitmus::expectation

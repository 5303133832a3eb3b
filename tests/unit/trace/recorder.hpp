// A sink that keeps what it gets: samples written out as text (views do not
// outlive the call), the program's text in one piece.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "trace/reader.hpp"

namespace schedlitmus::trace {

template <class Fields, class Values, std::size_t N>
std::string written(const Values& values) {
  std::string text;
  for (std::size_t i = 0; i < N; ++i) {
    const auto field = static_cast<Fields>(i);
    if (!values.printed(field)) continue;
    const auto value = values.get(field);
    text += fmt::format(" {}={}", name_of(field), value ? std::to_string(*value) : "none");
  }
  return text;
}

inline std::string written(const OptionalId& id) { return id ? std::to_string(*id) : "none"; }

inline std::string written(const Sample& s) {
  std::string text =
      fmt::format("{}ms{}", s.time.count(), written<HeaderField, decltype(s.header), kHeaderFields>(s.header));
  if (s.has_local) text += fmt::format(" local={}", fmt::join(s.local, ","));
  if (!s.schedticks.empty()) text += fmt::format(" ticks={}", fmt::join(s.schedticks, ","));
  text += s.detailed ? " detailed" : " summary";
  if (!s.complete) text += " incomplete";
  if (s.goroutines_whole) text += " goroutines-whole";
  for (const auto& p : s.procs)
    text += fmt::format("\n P{}{}", p.id, written<ProcField, decltype(p.fields), kProcFields>(p.fields));
  for (const auto& m : s.machines) {
    text += fmt::format("\n M{}{}", m.id, written<MachineField, decltype(m.fields), kMachineFields>(m.fields));
    if (m.preemptoff) text += fmt::format(" preemptoff={}", *m.preemptoff);
  }
  for (const auto& g : s.goroutines)
    text += fmt::format("\n G{} status={}{} ({}) m={} lockedm={}", g.id, g.status, g.scan ? "+scan" : "", g.waitreason,
                        written(g.m), written(g.lockedm));
  for (const auto& e : s.extra) text += fmt::format("\n {}{} {}={}", e.line, e.id, e.key, e.value);
  return text;
}

class Recorder : public Sink {
 public:
  void on_sample(const Sample& sample) override { samples.push_back(written(sample)); }
  void on_text(std::string_view piece) override { text += piece; }

  std::vector<std::string> samples;
  std::string text;
};

struct Recording {
  std::vector<std::string> samples;
  std::string text;
  Health health;

  [[nodiscard]] std::uint64_t count(Trouble trouble) const { return health.of(trouble).count; }
};

/// The trace fed in chunks of `chunk` bytes; 0: at once.
inline Recording read_trace(std::string_view trace, std::size_t chunk = 0) {
  Recorder recorder;
  Reader reader(recorder);
  if (chunk == 0) chunk = trace.size() + 1;
  for (std::size_t i = 0; i < trace.size(); i += chunk) reader.feed(trace.substr(i, chunk));
  reader.finish();
  return {.samples = std::move(recorder.samples), .text = std::move(recorder.text), .health = reader.health()};
}

}  // namespace schedlitmus::trace

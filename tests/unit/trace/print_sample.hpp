// Prints a sample as func schedtrace of a release does: an implementation of
// the formats apart from the reader's, from the releases' own sources.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "trace/sample.hpp"

namespace schedlitmus::trace {

/// Prints just the keys that Go 1.`minor` prints. "?" stands for the value of
/// one that the sample does not have.
class SamplePrinter {
 public:
  explicit SamplePrinter(int minor) : minor_(minor) {}

  [[nodiscard]] std::vector<std::string> lines(const Sample& sample) const {
    std::vector<std::string> all{header(sample)};
    if (!sample.detailed) return all;
    for (const auto& proc : sample.procs) all.push_back(line(proc));
    for (const auto& machine : sample.machines) all.push_back(line(machine));
    for (const auto& goroutine : sample.goroutines) all.push_back(line(goroutine));
    return all;
  }

 private:
  [[nodiscard]] std::string header(const Sample& sample) const {
    using enum HeaderField;
    const auto& values = sample.header;
    auto text = fmt::format("SCHED {}ms:", sample.time.count());
    text += keys(values, {gomaxprocs, idleprocs, threads});
    if (minor_ >= 4) text += key(values, spinningthreads);
    if (minor_ >= 20) text += key(values, needspinning);
    text += keys(values, {idlethreads, runqueue});
    if (!sample.detailed) return text + lists(sample);
    text += flag(values, gcwaiting, minor_ >= 20) + key(values, nmidlelocked);
    if (minor_ < 4) text += key(values, nmspinning);
    return text + key(values, stopwait) + flag(values, sysmonwait, minor_ >= 20);
  }

  [[nodiscard]] std::string lists(const Sample& sample) const {
    if (minor_ < 25) return fmt::format(" [{}]", fmt::join(sample.local, " "));
    return fmt::format(" [ {} ] schedticks=[ {} ]", fmt::join(sample.local, " "), fmt::join(sample.schedticks, " "));
  }

  [[nodiscard]] std::string line(const Proc& proc) const {
    using enum ProcField;
    auto text = fmt::format("  P{}:", proc.id) + keys(proc.fields, {status, schedtick, syscalltick, m, runqsize});
    if (minor_ == 2) text += "/128";
    text += key(proc.fields, gfreecnt);
    if (minor_ >= 14) text += key(proc.fields, timerslen);
    return text;
  }

  [[nodiscard]] std::string line(const Machine& machine) const {
    using enum MachineField;
    const auto& values = machine.fields;
    auto text = fmt::format("  M{}:", machine.id) + keys(values, {p, curg, mallocing, throwing});
    text += minor_ >= 5 ? fmt::format(" preemptoff={}", machine.preemptoff.value_or("?")) : key(values, gcing);
    text += keys(values, {locks, dying});
    if (minor_ < 12) text += key(values, MachineField::helpgc);
    text += flag(values, spinning, minor_ >= 5);
    if (minor_ >= 3) text += flag(values, blocked, minor_ >= 5);
    return text + key(values, lockedg);
  }

  [[nodiscard]] std::string line(const Goroutine& g) const {
    constexpr int scan_bit = 0x1000;
    const auto id = [this](const OptionalId& value) { return value ? std::to_string(*value) : none(); };
    return fmt::format("  G{}: status={}({}) m={} lockedm={}", g.id, g.status + (g.scan ? scan_bit : 0), g.waitreason,
                       id(g.m), id(g.lockedm));
  }

  [[nodiscard]] std::string none() const { return minor_ >= 20 ? "nil" : "-1"; }

  template <class Values, class Field>
  [[nodiscard]] std::string key(const Values& values, Field field) const {
    const auto value = values.get(field);
    const auto absent = values.printed(field) ? none() : "?";
    return fmt::format(" {}={}", name_of(field), value ? std::to_string(*value) : absent);
  }
  template <class Values, class Field>
  [[nodiscard]] std::string keys(const Values& values, std::initializer_list<Field> fields) const {
    std::string text;
    for (const auto field : fields) text += key(values, field);
    return text;
  }
  template <class Values, class Field>
  [[nodiscard]] std::string flag(const Values& values, Field field, bool words) const {
    const auto value = values.get(field);
    if (!words || !value) return key(values, field);
    return fmt::format(" {}={}", name_of(field), *value != 0);
  }

  int minor_;
};

}  // namespace schedlitmus::trace

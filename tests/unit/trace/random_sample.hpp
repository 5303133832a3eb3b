// Random samples as each release could print them, for the property tests.
#pragma once

#include <rapidcheck.h>

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "unit/trace/print_sample.hpp"

namespace schedlitmus::trace {

struct PrintedSample {
  Sample sample;
  std::vector<std::string> lines;
  std::shared_ptr<std::deque<std::string>> texts = std::make_shared<std::deque<std::string>>();  ///< the sample's views

  [[nodiscard]] std::string text() const {
    std::string all;
    for (const auto& line : lines) all += line + "\n";
    return all;
  }
};

class RandomSample {
 public:
  RandomSample(int minor, bool detailed, std::int64_t time, std::int64_t goroutines)
      : minor_(minor), goroutines_(goroutines), procs_(number(1, 9)), threads_(number(1, 6)) {
    out_.sample.time = Millis(time);
    out_.sample.detailed = detailed;
    out_.sample.has_local = true;
    common_keys();
    if (detailed)
      details();
    else
      lists();
    out_.lines = SamplePrinter(minor).lines(out_.sample);
  }

  PrintedSample take() { return std::move(out_); }

 private:
  static std::int64_t number(std::int64_t from, std::int64_t below) { return *rc::gen::inRange(from, below); }
  static std::int64_t big() {
    return *rc::gen::weightedOneOf<std::int64_t>(
        {{8, rc::gen::inRange<std::int64_t>(0, 300)}, {1, rc::gen::inRange<std::int64_t>(0, 4294967296)}});
  }

  void common_keys() {
    using enum HeaderField;
    auto& header = out_.sample.header;
    header.set(gomaxprocs, procs_);
    header.set(idleprocs, number(0, procs_ + 1));
    header.set(threads, threads_);
    if (minor_ >= 4) header.set(spinningthreads, number(0, 5));
    if (minor_ >= 20) header.set(needspinning, number(0, 2));
    header.set(idlethreads, number(0, threads_ + 1));
    header.set(runqueue, big());
  }

  void lists() {
    auto& sample = out_.sample;
    for (int i = 0; i < procs_; ++i) {
      sample.local.push_back(number(0, 257));
      if (minor_ >= 25) sample.schedticks.push_back(big());
    }
  }

  void details() {
    using enum HeaderField;
    auto& header = out_.sample.header;
    header.set(gcwaiting, number(0, 2));
    header.set(nmidlelocked, number(-1, 4));
    if (minor_ < 4) header.set(nmspinning, number(0, 3));
    header.set(stopwait, number(0, 3));
    header.set(sysmonwait, number(0, 2));
    for (int i = 0; i < procs_; ++i) proc(i);
    for (auto i = threads_ - 1; i >= 0; --i) machine(i);
    const auto goroutines = goroutines_ + number(1, 40);
    for (std::int64_t id = 1; id <= goroutines; ++id) goroutine(id);
    out_.sample.goroutines_whole = true;
  }

  template <class Values, class Field>
  static void set_id(Values& values, Field field) {
    if (number(0, 2) == 0)
      values.set_none(field);
    else
      values.set(field, number(0, 50));
  }

  void proc(std::int64_t id) {
    using enum ProcField;
    auto& sample = out_.sample;
    sample.local.push_back(number(0, 257));
    sample.schedticks.push_back(big());
    auto& proc = sample.procs.emplace_back();
    proc.id = id;
    proc.fields.set(status, number(0, 5));
    proc.fields.set(schedtick, sample.schedticks.back());
    proc.fields.set(syscalltick, big());
    set_id(proc.fields, m);
    proc.fields.set(runqsize, sample.local.back());
    proc.fields.set(gfreecnt, big());
    if (minor_ >= 14) proc.fields.set(timerslen, number(0, 9));
  }

  void machine(std::int64_t id) {
    using enum MachineField;
    auto& machine = out_.sample.machines.emplace_back();
    machine.id = id;
    set_id(machine.fields, p);
    set_id(machine.fields, curg);
    for (const auto field : {mallocing, throwing, dying, spinning}) machine.fields.set(field, number(0, 2));
    machine.fields.set(locks, number(0, 33));
    if (minor_ >= 3) machine.fields.set(blocked, number(0, 2));
    if (minor_ < 5) machine.fields.set(gcing, number(0, 2));
    if (minor_ < 12) machine.fields.set(helpgc, number(-1, 3));
    set_id(machine.fields, lockedg);
    if (minor_ < 5) return;
    machine.preemptoff = own(*rc::gen::element<std::string>("", "", "gcing", "GC mark termination", "write heap dump"));
  }

  static OptionalId goroutine_id() { return number(0, 3) == 0 ? OptionalId(number(0, 5000)) : OptionalId(); }

  void goroutine(std::int64_t id) {
    auto& g = out_.sample.goroutines.emplace_back();
    g.id = id;
    g.status = number(0, 12);
    g.scan = number(0, 10) == 0;
    g.waitreason =
        own(*rc::gen::element<std::string>("", "sleep", "chan receive", "select (no cases)", "force gc (idle)",
                                           "sync.WaitGroup.Wait", "GC worker (active)", "IO wait"));
    g.m = goroutine_id();
    g.lockedm = goroutine_id();
  }

  std::string_view own(std::string text) { return out_.texts->emplace_back(std::move(text)); }

  int minor_;
  std::int64_t goroutines_;  ///< of the sample before: the runtime's list never shrinks
  std::int64_t procs_;
  std::int64_t threads_;
  PrintedSample out_;
};

/// `goroutines`: how many the process's sample before had.
inline PrintedSample random_sample(int minor, bool detailed, std::int64_t time, std::int64_t goroutines) {
  return RandomSample(minor, detailed, time, goroutines).take();
}

}  // namespace schedlitmus::trace

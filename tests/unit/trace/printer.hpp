// Prints samples as func schedtrace of each release does, for the property
// tests: an implementation of the format apart from the reader's.
#pragma once

#include <fmt/format.h>
#include <rapidcheck.h>

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "trace/sample.hpp"

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

class Printer {
 public:
  Printer(int minor, bool detailed, std::int64_t time, std::int64_t goroutines)
      : minor_(minor), goroutines_(goroutines) {
    out_.sample.time = Millis(time);
    out_.sample.detailed = detailed;
    out_.sample.has_local = true;
    procs_ = number(1, 9);
    threads_ = number(1, 6);
    common_keys();
    if (detailed)
      details();
    else
      lists();
  }

  PrintedSample take() { return std::move(out_); }

 private:
  static std::int64_t number(std::int64_t from, std::int64_t below) { return *rc::gen::inRange(from, below); }
  static std::int64_t big() {
    return *rc::gen::weightedOneOf<std::int64_t>(
        {{8, rc::gen::inRange<std::int64_t>(0, 300)}, {1, rc::gen::inRange<std::int64_t>(0, 4294967296)}});
  }
  [[nodiscard]] static std::string flag(bool words, std::int64_t value) {
    if (!words) return std::to_string(value);
    return value != 0 ? "true" : "false";
  }
  [[nodiscard]] std::string none() const { return minor_ >= 20 ? "nil" : "-1"; }

  void key(HeaderField field, std::int64_t value) {
    header_ += fmt::format(" {}={}", name_of(field), value);
    out_.sample.header.set(field, value);
  }
  void flag_key(HeaderField field) {
    const auto value = number(0, 2);
    header_ += fmt::format(" {}={}", name_of(field), flag(minor_ >= 20, value));
    out_.sample.header.set(field, value);
  }

  void common_keys() {
    header_ = fmt::format("SCHED {}ms:", out_.sample.time.count());
    key(HeaderField::gomaxprocs, procs_);
    key(HeaderField::idleprocs, number(0, procs_ + 1));
    key(HeaderField::threads, threads_);
    if (minor_ >= 4) key(HeaderField::spinningthreads, number(0, 5));
    if (minor_ >= 20) key(HeaderField::needspinning, number(0, 2));
    key(HeaderField::idlethreads, number(0, threads_ + 1));
    key(HeaderField::runqueue, big());
  }

  void lists() {
    auto& sample = out_.sample;
    const bool new_lists = minor_ >= 25;
    for (int i = 0; i < procs_; ++i) {
      sample.local.push_back(number(0, 257));
      if (new_lists) sample.schedticks.push_back(big());
    }
    header_ += new_lists ? fmt::format(" [ {} ] schedticks=[ {} ]", fmt::join(sample.local, " "),
                                       fmt::join(sample.schedticks, " "))
                         : fmt::format(" [{}]", fmt::join(sample.local, " "));
    out_.lines.push_back(header_);
  }

  void details() {
    flag_key(HeaderField::gcwaiting);
    key(HeaderField::nmidlelocked, number(-1, 4));
    if (minor_ < 4) key(HeaderField::nmspinning, number(0, 3));
    key(HeaderField::stopwait, number(0, 3));
    flag_key(HeaderField::sysmonwait);
    out_.lines.push_back(header_);
    for (int i = 0; i < procs_; ++i) proc(i);
    for (auto i = threads_ - 1; i >= 0; --i) machine(i);
    const auto goroutines = goroutines_ + number(1, 40);
    for (std::int64_t id = 1; id <= goroutines; ++id) goroutine(id);
    out_.sample.goroutines_whole = true;
  }

  template <class Line, class Field>
  void value(std::string& text, Line& line, Field field, std::int64_t value) {
    text += fmt::format(" {}={}", name_of(field), value);
    line.fields.set(field, value);
  }
  template <class Line, class Field>
  void id(std::string& text, Line& line, Field field) {
    if (number(0, 2) == 0) {
      text += fmt::format(" {}={}", name_of(field), none());
      line.fields.set_none(field);
    } else {
      value(text, line, field, number(0, 50));
    }
  }

  void proc(std::int64_t number_of_p) {
    Proc line;
    line.id = number_of_p;
    auto text = fmt::format("  P{}:", line.id);
    value(text, line, ProcField::status, number(0, 5));
    value(text, line, ProcField::schedtick, big());
    value(text, line, ProcField::syscalltick, big());
    id(text, line, ProcField::m);
    value(text, line, ProcField::runqsize, number(0, 257));
    if (minor_ == 2) text += "/128";
    value(text, line, ProcField::gfreecnt, big());
    if (minor_ >= 14) value(text, line, ProcField::timerslen, number(0, 9));
    out_.sample.local.push_back(line.fields.get(ProcField::runqsize).value_or(0));
    out_.sample.schedticks.push_back(line.fields.get(ProcField::schedtick).value_or(0));
    out_.sample.procs.push_back(line);
    out_.lines.push_back(text);
  }

  void machine_flag(std::string& text, Machine& line, MachineField field) {
    const auto set = number(0, 2);
    text += fmt::format(" {}={}", name_of(field), flag(minor_ >= 5, set));
    line.fields.set(field, set);
  }

  void machine(std::int64_t number_of_m) {
    using enum MachineField;
    Machine line;
    line.id = number_of_m;
    auto text = fmt::format("  M{}:", line.id);
    id(text, line, p);
    id(text, line, curg);
    value(text, line, mallocing, number(0, 2));
    value(text, line, throwing, number(0, 2));
    if (minor_ >= 5) {
      line.preemptoff = own(*rc::gen::element<std::string>("", "", "GC", "GC mark termination", "write heap dump"));
      text += fmt::format(" preemptoff={}", *line.preemptoff);
    } else {
      value(text, line, gcing, number(0, 2));
    }
    value(text, line, locks, number(0, 33));
    value(text, line, dying, number(0, 2));
    if (minor_ < 12) value(text, line, helpgc, number(-1, 3));
    machine_flag(text, line, spinning);
    if (minor_ >= 3) machine_flag(text, line, blocked);
    id(text, line, lockedg);
    out_.sample.machines.push_back(line);
    out_.lines.push_back(text);
  }

  OptionalId goroutine_id(std::string& text, std::string_view name) {
    const OptionalId id = number(0, 3) == 0 ? OptionalId(number(0, 5000)) : OptionalId();
    text += fmt::format(" {}={}", name, id ? std::to_string(*id) : none());
    return id;
  }

  void goroutine(std::int64_t number_of_g) {
    Goroutine line;
    line.id = number_of_g;
    line.status = number(0, 12);
    line.scan = number(0, 10) == 0;
    line.waitreason =
        own(*rc::gen::element<std::string>("", "sleep", "chan receive", "select (no cases)", "force gc (idle)",
                                           "sync.WaitGroup.Wait", "GC worker (active)", "IO wait"));
    auto text = fmt::format("  G{}: status={}({})", line.id, line.status + (line.scan ? 0x1000 : 0), line.waitreason);
    line.m = goroutine_id(text, "m");
    line.lockedm = goroutine_id(text, "lockedm");
    out_.sample.goroutines.push_back(line);
    out_.lines.push_back(text);
  }

  std::string_view own(std::string text) { return out_.texts->emplace_back(std::move(text)); }

  int minor_;
  std::int64_t goroutines_;  ///< of the sample before: the runtime's list never shrinks
  std::int64_t procs_ = 1;
  std::int64_t threads_ = 1;
  std::string header_;
  PrintedSample out_;
};

/// `goroutines`: how many the process's sample before had.
inline PrintedSample random_sample(int minor, bool detailed, std::int64_t time, std::int64_t goroutines) {
  return Printer(minor, detailed, time, goroutines).take();
}

}  // namespace schedlitmus::trace

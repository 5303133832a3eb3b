// One sample while it is being put together, and what it may claim to be at
// the end.
#pragma once

#include "trace/detail_lines.hpp"
#include "trace/goroutine_run.hpp"
#include "trace/header_line.hpp"
#include "trace/sample.hpp"
#include "trace/text_pool.hpp"

namespace schedlitmus::trace {

class Block {
 public:
  /// Who writes the samples.
  void set_process(Writer writer) {
    sample_.pid = writer.pid;
    sample_.source = writer.source;
  }
  void set_image(std::int32_t image) { sample_.image = image; }

  /// Begins a sample; the one before must be closed.
  void open(const HeaderLine& line);
  /// Lines that follow belong to a sample whose header was lost.
  void lose();
  void drop() { state_ = State::none; }
  [[nodiscard]] bool is_open() const { return state_ == State::open; }
  [[nodiscard]] bool is_lost() const { return state_ == State::lost; }
  /// Whether the next lines can be G lines.
  [[nodiscard]] bool expects_goroutines() const { return is_open() && (stage_ == 'M' || stage_ == 'G'); }

  void add(const Proc& proc, const UnknownKeys& unknown);
  void add(const Machine& machine, const UnknownKeys& unknown);
  void add(const Goroutine& goroutine, const UnknownKeys& unknown);
  /// Takes the canonical G lines that begin at `at`; returns where they end.
  const char* add_goroutines(const char* at, const char* end, std::uint64_t& lines);
  /// A line of that kind was there and could not be read.
  void damage(char kind);
  /// The last line's last value may be another writer's, or have digits of it.
  void doubt_last_value();
  /// The last line of the block ended with a number, not with "none".
  [[nodiscard]] bool ended_with_number() const;
  /// Lines were left out here ("...").
  void elide() { elided_ = true; }

  /// Decides what is whole.
  const Sample& close();
  /// After close: the process had so many G lines before, and the runtime's
  /// list of goroutines never shrinks. For the end of a stream, which can have
  /// been cut off exactly behind a line.
  void expect_goroutines(std::size_t least);
  /// After close: P, M or G lines are missing that must exist.
  [[nodiscard]] bool lines_missing() const { return missing_; }
  /// After close: lines of another process stand between this one's.
  [[nodiscard]] bool mixed() const { return mixed_; }

  [[nodiscard]] const Sample& sample() const { return sample_; }
  [[nodiscard]] char stage() const { return stage_; }
  /// The dialect prints timerslen on P lines; needspinning came six releases later.
  [[nodiscard]] bool prints_timers() const { return sample_.header.printed(HeaderField::needspinning); }

 private:
  enum class State : std::uint8_t { none, open, lost };

  void enter(char stage);
  void keep_unknown(char line, std::int64_t id, const UnknownKeys& unknown);
  bool take_queues();

  Sample sample_;
  TextPool pool_;
  ReasonCache reasons_;
  State state_ = State::none;
  char stage_ = 'S';  ///< kind of the last line
  bool torn_ = false;
  bool mixed_ = false;
  bool elided_ = false;
  bool missing_ = false;
  bool goroutines_damaged_ = false;
};

}  // namespace schedlitmus::trace

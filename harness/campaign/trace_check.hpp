// What one run printed against its checks: while the program runs, and again
// from what a store kept of it, with the same outcomes.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/service_view.hpp"
#include "expectation/checker.hpp"
#include "process/launcher.hpp"
#include "trace/message_reader.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::campaign {

/// What checks on a run's end may know of it. One that was not let go to its end
/// shows neither how it ends nor all that it prints.
[[nodiscard]] expectation::RunEnd end_of(const process::RunRecord& record);
/// And of a service: whether it was ready, and how its load ended.
void add_service(const store::Service& service, expectation::RunEnd& end);

class TraceCheck final : private trace::Sink {
 public:
  /// `gomaxprocs`: of the program.
  TraceCheck(const std::vector<expectation::Check>& checks, process::Capture capture, int gomaxprocs);

  /// Of Capture::pipe: stderr in pieces of any size.
  void feed(std::string_view bytes) { bytes_.feed(bytes); }
  /// Of Capture::messages: one write. Only the program's own samples are
  /// checked, those of the process that printed a header first; its children's
  /// are in the health.
  void feed(std::int32_t pid, std::string_view message) { messages_.feed(pid, message); }
  void feed_stdout(std::string_view bytes) { checker_.on_stdout(bytes); }
  /// Of a service: the samples that are looked at, and what else is known of the run at its end. Both
  /// must outlive the check.
  void look_through(ServiceView& view) { view_ = &view; }
  void belongs_to(const store::Service& service) { service_ = &service; }
  void feed_load_stdout(std::string_view bytes) { checker_.on_load_stdout(bytes); }
  /// What the program itself writes to stderr goes there, too, in pieces of any size.
  void on_own_text(std::function<void(std::string_view)> listener) { listener_ = std::move(listener); }
  /// No later sample can change any outcome. Never without checks, nor with one
  /// on the run's end: such a run is wanted to its end.
  [[nodiscard]] bool enough() const { return !whole_ && checker_.all_decided(); }

  /// No more bytes come: the streams have ended or are not known any further,
  /// stderr with a `cut_why`, stdout with a `stdout_cut_why`. Where a check is not decided by then the outcome
  /// says so, and how the run ended. A run that we stopped ourselves tells
  /// nothing about what would have come.
  [[nodiscard]] std::vector<expectation::Outcome> finish(const process::RunRecord& record,
                                                         const std::string& cut_why = {},
                                                         const std::string& stdout_cut_why = {});
  /// Of what was read; final after finish().
  [[nodiscard]] const trace::Health& health() const {
    return capture_ == process::Capture::messages ? messages_.health() : bytes_.health();
  }

 private:
  void on_sample(const trace::Sample& sample) override;
  void on_text(std::string_view text) override;

  bool whole_;
  process::Capture capture_;
  int gomaxprocs_;
  expectation::Checker checker_;
  trace::Reader bytes_;  ///< one of the two is used
  trace::MessageReader messages_;
  std::string first_text_;  ///< what the program itself wrote to stderr first
  ServiceView* view_ = nullptr;
  const store::Service* service_ = nullptr;
  std::function<void(std::string_view)> listener_;
};

}  // namespace schedlitmus::campaign

#include "campaign/trace_check.hpp"

#include <fmt/format.h>

#include <csignal>

#include "support/duration.hpp"

namespace schedlitmus::campaign {
namespace {

/// How much of the program's own text an explanation needs.
constexpr std::size_t kEnoughToSay = 300;

/// An end that explains why a check could not be decided, else "".
std::string explain_end(const process::RunRecord& record, const std::string& first_text) {
  std::string end;
  switch (record.ending) {
    case process::Ending::exited:
      end = fmt::format("the program exited with code {}", record.code);
      break;
    case process::Ending::signalled:
      end = fmt::format("the program was killed by signal {}", record.signal);
      break;
    case process::Ending::timed_out:
      end = "the program was stopped at its deadline";
      break;
    case process::Ending::output_limit:
      end = "the program was stopped because it wrote too much";
      break;
    case process::Ending::memory_limit:
      end = "the program was stopped because it used too much memory";
      break;
    case process::Ending::shut_down:
    case process::Ending::stubborn:
    case process::Ending::stopped:
    case process::Ending::interrupted:
      return {};
  }
  const auto line = first_text.substr(0, first_text.find('\n'));
  return line.empty() || (record.ending == process::Ending::exited && record.code == 0)
             ? end
             : fmt::format("{}; its stderr begins: {}", end, line);
}

std::string why_stopped(const process::RunRecord& record) {
  if (record.ending != process::Ending::stopped) return {};
  return fmt::format("the run was stopped after {}, when the checks of that time were decided",
                     format_duration(std::chrono::duration_cast<Millis>(record.wall)));
}

}  // namespace

expectation::RunEnd end_of(const process::RunRecord& record) {
  using How = expectation::RunEnd::How;
  expectation::RunEnd end;
  end.was_stopped = record.ending != process::Ending::exited && record.ending != process::Ending::signalled;
  switch (record.ending) {
    case process::Ending::exited:
      end.how = How::exited;
      end.number = record.code;
      return end;
    case process::Ending::signalled:
      end.how = How::signalled;
      end.number = record.signal;
      return end;
    case process::Ending::timed_out:
      end.how = How::timed_out;
      return end;
    case process::Ending::shut_down:
      end.how = record.signal != 0 ? How::signalled : How::exited;
      end.number = record.signal != 0 ? record.signal : record.code;
      return end;
    case process::Ending::stubborn:
      end.how = How::signalled;
      end.number = SIGKILL;
      return end;
    case process::Ending::stopped:
      end.unknown_why = why_stopped(record);
      break;
    case process::Ending::interrupted:
      end.unknown_why = "the run was interrupted";
      break;
    case process::Ending::output_limit:
    case process::Ending::memory_limit:
      end.unknown_why = "the run was not let go to its end";
      break;
  }
  end.output_unknown_why = end.stderr_unknown_why = end.unknown_why;
  return end;
}

void add_service(const store::Service& service, expectation::RunEnd& end) {
  end.ready = service.ready.has_value();
  end.void_why = service.void_why;
  const store::Part* load = service.load();
  if (load == nullptr) {
    if (!service.void_why.empty()) end.load_unknown_why = service.void_why;
    return;
  }
  process::RunRecord record;
  record.ending = load->ending;
  record.code = load->code;
  record.signal = load->signal;
  const auto of_load = end_of(record);
  // Stopped with the service, it did not come to its own end.
  const bool own = load->ending != process::Ending::shut_down && load->ending != process::Ending::stubborn;
  end.load = own ? of_load.how : expectation::RunEnd::How::unknown;
  end.load_number = of_load.number;
  if (service.zero && service.until) end.load_time = *service.until - *service.zero;
  end.load_unknown_why = service.cut_why.empty() ? "the load was not let go to its end" : service.cut_why;
}

TraceCheck::TraceCheck(const std::vector<expectation::Check>& checks, process::Capture capture, int gomaxprocs)
    : whole_(checks.empty()),
      capture_(capture),
      gomaxprocs_(gomaxprocs),
      checker_(checks),
      bytes_(*this),
      messages_(*this) {}

void TraceCheck::on_sample(const trace::Sample& sample) {
  if (capture_ == process::Capture::messages && sample.pid != messages_.first_pid()) return;
  if (view_ == nullptr) return checker_.on_sample(sample);
  const auto time = view_->place(sample.time, ServiceView::Clock::now());
  if (!time) return;
  auto placed = sample;
  placed.time = *time;
  checker_.on_sample(placed);
}

std::vector<expectation::Outcome> TraceCheck::finish(const process::RunRecord& record, const std::string& cut_why,
                                                     const std::string& stdout_cut_why) {
  if (capture_ == process::Capture::messages) {
    messages_.finish();
  } else {
    bytes_.finish();
  }
  auto run_end = end_of(record);
  run_end.gomaxprocs = gomaxprocs_;
  if (!cut_why.empty()) run_end.stderr_unknown_why = cut_why;
  if (!stdout_cut_why.empty()) run_end.output_unknown_why = stdout_cut_why;
  if (service_ != nullptr) add_service(*service_, run_end);
  auto cut = cut_why.empty() ? why_stopped(record) : cut_why;
  if (cut.empty() && service_ != nullptr) cut = service_->cut_why;
  auto outcomes = checker_.finish(health(), run_end, cut);
  // Of a service it is told already.
  const auto end = service_ != nullptr ? std::string() : explain_end(record, first_text_);
  for (auto& outcome : outcomes) {
    if (outcome.kind == expectation::OutcomeKind::undecided && !end.empty()) outcome.reason += "; " + end;
  }
  return outcomes;
}

void TraceCheck::on_text(std::string_view text) {
  checker_.on_text(text);
  if (listener_) listener_(text);
  if (first_text_.size() < kEnoughToSay) first_text_.append(text.substr(0, kEnoughToSay - first_text_.size()));
}

}  // namespace schedlitmus::campaign

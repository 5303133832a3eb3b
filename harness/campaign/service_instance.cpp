#include "campaign/service_instance.hpp"

#include <fmt/format.h>

#include <exception>
#include <utility>

#include "expectation/run_evaluator.hpp"

namespace schedlitmus::campaign {

using expectation::ReadyBy;

ServiceInstance::ServiceInstance(process::Launcher& launcher, Start start)
    : watcher(start.wanted), launcher_(launcher), start_(std::move(start)) {
  start_.spec.stopper = &stopper_;
}

ServiceInstance::~ServiceInstance() {
  ask_to_end();
  join();
}

void ServiceInstance::start() {
  started_ = std::chrono::steady_clock::now();
  thread_ = std::thread([this] {
    Result<process::RunRecord> record;
    try {
      record = launcher_.run(start_.spec, watcher);
    } catch (const std::exception& problem) {  // a thread has nobody to throw to
      record = fail(std::string("its run could not be kept: ") + problem.what(), start_.spec.argv.front());
    }
    {
      const std::scoped_lock lock(mutex_);
      record_ = std::move(record);
      has_ended_ = true;
    }
    if (start_.on_end) start_.on_end();
  });
}

void ServiceInstance::join() {
  if (thread_.joinable()) thread_.join();
}

bool ServiceInstance::has_ended() const {
  const std::scoped_lock lock(mutex_);
  return has_ended_;
}

process::Answer ServiceInstance::ask(Millis limit) const {
  const auto& ready = start_.ready;
  switch (ready.by) {
    case ReadyBy::tcp:
      if (const auto address = process::parse_address(ready.address)) return process::ask_tcp(*address, limit);
      return {false, ready.address + " is no address"};
    case ReadyBy::http:
      if (const auto url = process::parse_url(ready.address)) return process::ask_http(*url, ready.status, limit);
      return {false, ready.address + " is no URL"};
    case ReadyBy::out:
    case ReadyBy::err:
      return {watcher.said_ready(), {}};
    case ReadyBy::time:
      break;
  }
  return {std::chrono::steady_clock::now() - started_ >= ready.after, {}};
}

bool ServiceInstance::is_ready(Millis limit) {
  if (ready_) return true;
  auto answer = ask(limit);
  ready_ = answer.is_ready;
  last_answer_ = std::move(answer.text);
  return ready_;
}

std::string describe_end(const process::RunRecord& record) {
  using enum process::Ending;
  switch (record.ending) {
    case exited:
      return fmt::format("exited with code {}", record.code);
    case signalled:
      return "was killed by " + expectation::signal_name(record.signal);
    case timed_out:
      return "was stopped at the run's deadline";
    case output_limit:
      return "was stopped for writing too much";
    case memory_limit:
      return "was stopped for using too much memory";
    case shut_down:
      return record.signal != 0 ? "ended by " + expectation::signal_name(record.signal) + " when it was asked to"
                                : fmt::format("exited with code {} when it was asked to", record.code);
    case stubborn:
      return "did not end when it was asked to, and was killed";
    case stopped:
    case interrupted:
      break;
  }
  return "was stopped";
}

}  // namespace schedlitmus::campaign

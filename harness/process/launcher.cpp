#include "process/launcher.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <string>
#include <thread>

#include "process/cpus.hpp"
#include "process/drain.hpp"
#include "process/interrupt.hpp"
#include "process/keeper_end.hpp"
#include "process/spawn.hpp"
#include "process/stream_queue.hpp"
#include "process/supervisor.hpp"

namespace schedlitmus::process {
namespace {

/// Drained and not yet observed; as much again may be with the observer.
constexpr std::size_t kQueueBytes = 16U << 20U;

void deliver(const Segment& segment, Observer& observer) {
  if (segment.stream == Stream::out) {
    observer.on_stdout(segment.bytes);
  } else if (segment.messages.empty()) {
    observer.on_stderr(segment.bytes);
  }
  std::size_t begin = 0;
  for (const auto& [pid, bytes] : segment.messages) {
    if (begin > 0 && observer.enough()) return;
    observer.on_stderr_message(pid, std::string_view(segment.bytes).substr(begin, bytes));
    begin += bytes;
  }
}

/// Until the program's end, though nothing is delivered after `enough`.
void observe(StreamQueue& queue, Observer& observer, Supervisor& supervisor, pid_t program) {
  observer.on_start(program);
  bool enough = false;
  for (auto segments = queue.take(); !segments.empty(); segments = queue.take()) {
    for (const auto& segment : segments) {
      if (enough) break;
      deliver(segment, observer);
      enough = observer.enough();
      if (enough) {
        queue.discard();
        supervisor.stop(Ending::stopped);
      }
    }
  }
  if (queue.lost()) supervisor.stop(Ending::stopped);
}

/// The kernel's figure starts with the copy of this process that became the
/// program, so it tells of the program only above that.
std::uint64_t max_rss_bytes(const KeeperReport& ended, std::uint64_t peak_rss_kib) {
  const auto kernels = static_cast<std::uint64_t>(std::max<std::int64_t>(ended.max_rss_kib, 0));
  const auto copied = static_cast<std::uint64_t>(std::max<std::int64_t>(ended.copied_rss_kib, 0));
  const bool of_the_program = kernels > copied + copied / 8 + 1024;
  return (of_the_program || peak_rss_kib == 0 ? kernels : peak_rss_kib) * 1024;
}

void set_ending(const KeeperReport& ended, const Supervised& supervised, RunRecord& record) {
  const bool ordered = ended.stopped != 0 && supervised.stopped_for;
  if (ordered) record.ending = *supervised.stopped_for;
  if (ordered && supervised.killed && record.ending == Ending::shut_down) record.ending = Ending::stubborn;
  if (ordered && record.ending != Ending::shut_down) return;
  if (WIFSIGNALED(ended.status)) {
    if (!ordered) record.ending = Ending::signalled;
    record.signal = WTERMSIG(ended.status);
  } else {
    record.code = WEXITSTATUS(ended.status);
  }
}

RunRecord record_of(const KeeperReport& ended, const Supervised& supervised, const Drain& drain) {
  RunRecord record;
  set_ending(ended, supervised, record);
  record.wall = std::chrono::nanoseconds(ended.wall_ns);
  record.user_cpu = std::chrono::microseconds(ended.user_us);
  record.system_cpu = std::chrono::microseconds(ended.system_us);
  record.tree_cpu = std::chrono::microseconds(ended.tree_cpu_us);
  record.max_rss_bytes = max_rss_bytes(ended, supervised.peak_rss_kib);
  record.stdout_bytes = drain.stdout_bytes();
  record.stderr_bytes = drain.stderr_bytes();
  record.stderr_full = drain.stderr_full();
  record.leftovers = ended.leftovers;
  record.noise = supervised.noise;
  return record;
}

/// The launch's stopper acts on its supervisor, as long as that is there.
class Attached {
 public:
  Attached(Stopper* stopper, Supervisor& supervisor) : stopper_(stopper) {
    if (stopper_ != nullptr) stopper_->attach([&supervisor] { supervisor.stop(Ending::shut_down); });
  }
  Attached(const Attached&) = delete;
  Attached& operator=(const Attached&) = delete;
  ~Attached() {
    if (stopper_ != nullptr) stopper_->detach();
  }

 private:
  Stopper* stopper_;
};

class RealLauncher : public Launcher {
 public:
  RealLauncher() {
    // A pipe on descriptor 0, 1 or 2 would be taken for the child's own stream.
    for (int opened = 0; opened >= 0 && opened <= 2;) {
      opened = ::open("/dev/null", O_RDWR);
      if (opened > 2) ::close(opened);
    }
    (void)interrupt_descriptor();
    (void)allowed_cpus();
  }

  Result<RunRecord> run(const LaunchSpec& spec, Observer& observer) override {
    if (interrupted()) return RunRecord{.ending = Ending::interrupted, .noise = {}};
    const std::string name = spec.argv.empty() ? std::string() : spec.argv.front();
    try {
      auto spawned = spawn(spec);
      if (!spawned) return tl::unexpected(spawned.error());
      return attend(std::move(*spawned), spec, observer);
    } catch (const std::exception& problem) {
      return fail(std::string("cannot run it: ") + problem.what(), name);
    }
  }

 private:
  static Result<RunRecord> attend(Spawned spawned, const LaunchSpec& spec, Observer& observer) {
    KeeperEnd keeper(spawned.keeper, spawned.program);
    StreamQueue queue(kQueueBytes, spec.spill_folder);
    Supervisor supervisor(std::move(spawned.keeper_line), {.keeper = spawned.keeper,
                                                           .program = spawned.program,
                                                           .cpus = std::move(spawned.cpus),
                                                           .max_memory = spec.max_memory,
                                                           .deadline = spec.deadline,
                                                           .grace = spec.grace,
                                                           .stop_signal = spec.stop_signal,
                                                           .on_interrupt = [&queue] { queue.discard(); }});
    const std::uint64_t max_message_bytes = spawned.err.max_message;
    Drain drain(std::move(spawned.out), std::move(spawned.err), spec.max_output, queue,
                [&supervisor] { supervisor.stop(Ending::output_limit); });
    Supervised supervised;
    const Attached stopping(spec.stopper, supervisor);
    std::thread supervising([&] {
      supervised = supervisor.run();
      drain.finish();
    });
    observe(queue, observer, supervisor, spawned.program);
    supervising.join();
    drain.join();
    if (queue.lost()) return fail("lost: what it wrote could not be read back from the disk", spec.argv.front());
    if (!supervised.ended)
      return fail(fmt::format("lost: {}; {}", keeper.lost(), supervised.lost_why), spec.argv.front());
    keeper.reported();
    auto record = record_of(*supervised.ended, supervised, drain);
    record.max_message_bytes = max_message_bytes;
    record.spilled_bytes = queue.spilled_bytes();
    record.drain_waited = queue.waited();
    return record;
  }
};

}  // namespace

std::string_view name_of(Ending ending) {
  switch (ending) {
    case Ending::exited:
      return "exited";
    case Ending::signalled:
      return "signalled";
    case Ending::stopped:
      return "stopped";
    case Ending::timed_out:
      return "timed_out";
    case Ending::output_limit:
      return "output_limit";
    case Ending::memory_limit:
      return "memory_limit";
    case Ending::shut_down:
      return "shut_down";
    case Ending::stubborn:
      return "stubborn";
    case Ending::interrupted:
      return "interrupted";
  }
  return "unknown";
}

std::string_view name_of(Capture capture) { return capture == Capture::pipe ? "pipe" : "messages"; }

std::unique_ptr<Launcher> make_launcher() { return std::make_unique<RealLauncher>(); }

}  // namespace schedlitmus::process

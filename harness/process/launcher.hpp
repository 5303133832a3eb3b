// Starts a program, drains its two streams without ever stalling it, and
// leaves nothing of it behind.
#pragma once

#include <chrono>
#include <csignal>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "process/stopper.hpp"
#include "support/duration.hpp"
#include "support/result.hpp"

namespace schedlitmus::process {

/// How the program's stderr reaches us.
enum class Capture : std::uint8_t {
  /// A pipe, drained lazily: the cheapest way for a detailed trace. Writers
  /// mix in it, and their lines may tear.
  pipe,
  /// A socket that keeps each write(2) whole, as one message with its writer's
  /// pid: nothing tears, and processes come apart. A write larger than
  /// RunRecord::max_message_bytes fails in the program with EMSGSIZE (or
  /// ENOBUFS), of which nobody else is told: it cannot be counted here. The
  /// program cannot open /dev/stderr (ENXIO), and reads end of file from it.
  messages,
};
[[nodiscard]] std::string_view name_of(Capture capture);

struct LaunchSpec {
  std::vector<std::string> argv;  ///< argv[0]: path of the executable, from our folder; no search in PATH
  std::vector<std::string> env;   ///< "NAME=value", exactly these
  std::string folder;             ///< working folder; empty: ours
  Millis deadline{30'000};        ///< still running then: stopped, timed_out
  /// Between stop_signal and SIGKILL, at the deadline and when the stopper asks; all other stops are SIGKILL.
  Millis grace{500};
  std::uint64_t max_output = 1ULL << 30;  ///< bytes of both streams together; beyond: stopped, output_limit
  std::uint64_t max_memory = 0;     ///< bytes resident of all the run's processes, sampled; beyond: stopped; 0: any
  Capture capture = Capture::pipe;  ///< of stderr; stdout is always a pipe
  // Initialized, for g++ warns of designated initializers that leave out one that is not.
  std::vector<int> cpus = {};     ///< the run's; those that we may not use are left out; empty: allowed_cpus()
  int in = -1;                    ///< a descriptor that is its stdin; -1: an empty one
  std::string spill_folder = {};  ///< of what a slow observer lets wait; empty: $TMPDIR, else /var/tmp, else /tmp
  int stop_signal = SIGTERM;
  Stopper* stopper = nullptr;  ///< asks for an end in order; may be none
};

enum class Ending : std::uint8_t {
  exited,        ///< by itself: see code
  signalled,     ///< killed by a signal that we did not send: see signal
  stopped,       ///< we stopped it because the observer had enough
  timed_out,     ///< we stopped it at its deadline
  output_limit,  ///< we stopped it because it wrote too much
  memory_limit,  ///< we stopped it because it used too much memory
  shut_down,     ///< its stopper asked, and it ended: see code, or signal where that is not 0
  stubborn,      ///< its stopper asked, and it had to be killed after the grace
  interrupted,   ///< we stopped it because the user asked us to stop
};
[[nodiscard]] std::string_view name_of(Ending ending);

struct Noise {
  double run_delay_share = -1;  ///< time runnable but not running, of all threads, over wall time; -1: not known
  double cpu_pressure = -1;     ///< PSI "some" of the host over the run, 0..1; -1: not known
  double steal_share = -1;      ///< stolen CPU time of the host, 0..1; -1: not known
  /// What others than the run and schedlitmus used of the run's CPUs over the
  /// run, 0..1; -1: not known. The kernel counts ticks: a short run's is rough.
  double foreign_cpu_share = -1;
  /// For how much of the run its CPUs were withheld by the quota of a control group that we are in, 0..1; -1: not
  /// known. What others of the group were throttled is in it, too.
  double throttled_share = -1;
  double load_average = -1;  ///< of the host, over the minute before the start; -1: not known
};

struct RunRecord {
  Ending ending = Ending::exited;
  int code = 0;    ///< exit code, of `exited` and `shut_down`
  int signal = 0;  ///< of `signalled` and `shut_down`
  std::chrono::nanoseconds wall{}, user_cpu{}, system_cpu{};
  std::chrono::nanoseconds tree_cpu{};  ///< of all the run's processes
  std::uint64_t max_rss_bytes = 0;      ///< of a program that ran for less than 50 ms: no less than ours was
  std::uint64_t stdout_bytes = 0, stderr_bytes = 0;
  std::uint64_t max_message_bytes = 0;  ///< of Capture::messages: the largest write(2) to stderr that passes; else 0
  std::uint64_t stderr_full = 0;        ///< times that stderr was found nearly full: the program may have waited then
  std::uint64_t spilled_bytes = 0;      ///< of both streams, that waited on disk for a slow observer
  std::chrono::nanoseconds drain_waited{};  ///< there was no room on disk either: the program may have waited so long
  int leftovers = 0;  ///< processes the program left behind, found and ended; its group's not when we stopped it
  Noise noise;
};

/// Gets the streams as they arrive, on the thread that called run(). A slow
/// observer does not stall the program: 16 MiB wait for it in memory, and the
/// rest on disk. Nothing is delivered after `enough`, nor after an interrupt.
class Observer {
 public:
  virtual ~Observer() = default;
  /// Once, before anything else: the process that became the program.
  virtual void on_start(std::int32_t /*pid*/) {}
  virtual void on_stdout(std::string_view bytes) = 0;
  /// Of Capture::pipe, in pieces of any size.
  virtual void on_stderr(std::string_view bytes) = 0;
  /// Of Capture::messages: one write(2), not empty, of the process `pid`; in
  /// the order of the writes. The last one before the output limit may be cut.
  virtual void on_stderr_message(std::int32_t /*pid*/, std::string_view message) { on_stderr(message); }
  /// Asked after each delivery: true stops the program.
  [[nodiscard]] virtual bool enough() const = 0;
};

/// The seam at which tests put a fake.
class Launcher {
 public:
  virtual ~Launcher() = default;
  /// Runs the program to its end. An error: it could not be started.
  [[nodiscard]] virtual Result<RunRecord> run(const LaunchSpec& spec, Observer& observer) = 0;
};

/// The real one; any number of runs at once, each on its caller's thread.
/// Every process of a run is gone when it returns, and soon after this process
/// is, even by SIGKILL: each program has a small parent that sees to it.
[[nodiscard]] std::unique_ptr<Launcher> make_launcher();

/// Asks all launches under way, and later ones, to stop with
/// Ending::interrupted. Safe to call from a signal handler.
void request_interrupt() noexcept;
[[nodiscard]] bool interrupted() noexcept;
/// Installs SIGINT, SIGTERM and SIGHUP handlers that call request_interrupt();
/// a second signal ends the program at once, its children with it.
void install_interrupt_handlers();

/// Runs a tool (a go command) to its end and gives its output; no observer.
struct ToolOutput {
  int code = 0;
  std::string out, err;
};
[[nodiscard]] Result<ToolOutput> run_tool(Launcher& launcher, const LaunchSpec& spec);

}  // namespace schedlitmus::process

#include "process/spawn.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/process/v2/environment.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/start_dir.hpp>
#include <boost/process/v2/stdio.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "process/cpus.hpp"
#include "process/keeper.hpp"

namespace schedlitmus::process {
namespace {

namespace bp = boost::process::v2;
using ErrorCode = boost::system::error_code;
using Argv = const char* const*;

/// <linux/close_range.h>; Debian 12 has the call, older headers not the name.
constexpr unsigned kCloseRangeCloexec = 4;

ErrorCode last_error() { return {errno, boost::system::system_category()}; }

/// Runs first in the forked child, while it still has all descriptors.
struct KeeperSetup {
  int channel;
  ErrorCode on_exec_setup(bp::posix::default_launcher& /*launcher*/, const bp::filesystem::path& /*file*/,
                          Argv /*argv*/) const noexcept {
    return become_keeper(channel) == 0 ? ErrorCode{} : last_error();
  }
};

/// Runs last before exec. Boost 1.81 leaves descriptors open in the child and,
/// when exec fails, would run our exit handlers there.
struct ProgramSetup {
  const CpuMask* cpus;
  ErrorCode on_exec_setup(bp::posix::default_launcher& /*launcher*/, const bp::filesystem::path& /*file*/,
                          Argv /*argv*/) const noexcept {
    if (!cpus->apply()) return last_error();
    ::syscall(SYS_close_range, 3U, ~0U, kCloseRangeCloexec);
    for (int signal = 1; signal < NSIG; ++signal) {
      ::signal(signal, SIG_DFL);
    }
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    errno = 0;
    return {};
  }
  [[noreturn]] static void on_exec_error(bp::posix::default_launcher& /*launcher*/,
                                         const bp::filesystem::path& /*file*/, Argv /*argv*/,
                                         const ErrorCode& /*error*/) noexcept {
    ::_exit(127);
  }
  // 1.81 looks for this signature and calls the one above.
  static void on_exec_error(bp::posix::default_launcher& launcher, const ErrorCode& error,
                            const bp::filesystem::path& file, Argv argv, const ErrorCode& again) noexcept;
};

/// No signal handler of ours may run in the child between fork and exec.
class AllSignalsBlocked {
 public:
  AllSignalsBlocked() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  AllSignalsBlocked(const AllSignalsBlocked&) = delete;
  AllSignalsBlocked& operator=(const AllSignalsBlocked&) = delete;
  ~AllSignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

tl::unexpected<Error> system_failure(const std::string& doing, int error, const std::string& where) {
  return fail(doing + ": " + std::system_category().message(error), where);
}

std::string reason_for(const std::string& path, int error) {
  if (error == ENOEXEC) return "cannot start it: not a program of this machine, nor a script with a #! line";
  std::error_code ignored;
  if (error == EACCES && std::filesystem::is_directory(path, ignored)) return "cannot start it: it is a folder";
  return "cannot start it: " + std::system_category().message(error);
}

/// The keeper's first report; 0: it is gone already.
pid_t started_program(int channel) {
  KeeperReport report;
  ssize_t size = -1;
  do {
    size = ::recv(channel, &report, sizeof report, 0);
  } while (size < 0 && errno == EINTR);
  return size == sizeof report ? report.program : 0;
}

Result<std::string> checked_folder(const LaunchSpec& spec) {
  if (spec.folder.empty()) return std::string(".");
  std::error_code error;
  const auto status = std::filesystem::status(spec.folder, error);
  if (std::filesystem::is_directory(status)) return spec.folder;
  if (std::filesystem::exists(status)) return fail("the working folder is not a folder", spec.folder);
  return fail("no such working folder", spec.folder);
}

}  // namespace

Result<Spawned> spawn(const LaunchSpec& spec) {
  if (spec.argv.empty() || spec.argv.front().empty()) return fail("no program to start");
  const std::string& name = spec.argv.front();
  const auto folder = checked_folder(spec);
  if (!folder) return tl::unexpected(folder.error());
  const auto cpus = usable_cpus(spec.cpus);
  if (!cpus) return fail(cpus.error().what, name, cpus.error().hint);
  auto out = open_channel(Capture::pipe, name);
  auto err = open_channel(spec.capture, name);
  if (!out || !err) return tl::unexpected(!out ? out.error() : err.error());
  int channel[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, channel) != 0) {
    return system_failure("cannot make a socket", errno, name);
  }
  const Descriptor keepers_end(channel[1]);
  Descriptor our_end(channel[0]);
  const CpuMask mask(*cpus);

  std::vector<const char*> argv;
  argv.reserve(spec.argv.size() + 1);
  for (const auto& argument : spec.argv) {
    argv.push_back(argument.c_str());
  }
  argv.push_back(nullptr);
  // From our folder, whatever the program's is.
  const std::string path = std::filesystem::absolute(name).string();
  const Descriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const int in = spec.in >= 0 ? spec.in : nothing.get();

  boost::asio::io_context context(1);
  bp::posix::default_launcher launcher;
  ErrorCode error;
  {
    const AllSignalsBlocked blocked;
    auto process =
        launcher(context.get_executor(), error, bp::filesystem::path(path), argv.data(), KeeperSetup{keepers_end.get()},
                 bp::process_stdio{in, out->programs.get(), err->programs.get()}, bp::process_environment(spec.env),
                 bp::process_start_dir(*folder), ProgramSetup{&mask});
    // Its destructor would kill the keeper.
    if (!error) (void)process.detach();
  }
  if (error) {
    our_end.reset();
    if (launcher.pid > 0) ::waitpid(launcher.pid, nullptr, 0);
    return fail(reason_for(path, error.value()), name);
  }
  // Without them only the program holds the other ends.
  out->programs.reset();
  err->programs.reset();
  const pid_t program = started_program(our_end.get());
  return Spawned{std::move(*out), std::move(*err), std::move(our_end), launcher.pid, program, *cpus};
}

}  // namespace schedlitmus::process

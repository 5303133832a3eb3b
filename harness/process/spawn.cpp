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

#include "process/keeper.hpp"

namespace schedlitmus::process {
namespace {

namespace bp = boost::process::v2;
using ErrorCode = boost::system::error_code;
using Argv = const char* const*;

/// More than a detailed trace of thousands of goroutines writes between two reads.
constexpr int kPipeBytes = 1 << 20;
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
  static ErrorCode on_exec_setup(bp::posix::default_launcher& /*launcher*/, const bp::filesystem::path& /*file*/,
                                 Argv /*argv*/) noexcept {
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

struct Pipe {
  Descriptor read, write;
};

Result<Pipe> open_pipe(const std::string& where) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return system_failure("cannot make a pipe", errno, where);
  Pipe pipe{Descriptor(ends[0]), Descriptor(ends[1])};
  // Ours alone: the program's end stays blocking, as a program expects.
  ::fcntl(pipe.read.get(), F_SETFL, O_NONBLOCK);
  ::fcntl(pipe.write.get(), F_SETPIPE_SZ, kPipeBytes);  // refused over the user's limit: the usual 64 KiB do, at a cost
  return pipe;
}

std::string reason_for(const std::string& path, int error) {
  if (error == ENOEXEC) return "cannot start it: not a program of this machine, nor a script with a #! line";
  std::error_code ignored;
  if (error == EACCES && std::filesystem::is_directory(path, ignored)) return "cannot start it: it is a folder";
  return "cannot start it: " + std::system_category().message(error);
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
  auto out = open_pipe(name);
  auto err = open_pipe(name);
  if (!out || !err) return tl::unexpected(!out ? out.error() : err.error());
  int channel[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, channel) != 0) {
    return system_failure("cannot make a socket", errno, name);
  }
  const Descriptor keepers_end(channel[1]);
  Spawned spawned{std::move(out->read), std::move(err->read), Descriptor(channel[0]), -1};

  std::vector<const char*> argv;
  argv.reserve(spec.argv.size() + 1);
  for (const auto& argument : spec.argv) {
    argv.push_back(argument.c_str());
  }
  argv.push_back(nullptr);
  // From our folder, whatever the program's is.
  const std::string path = std::filesystem::absolute(name).string();

  boost::asio::io_context context(1);
  bp::posix::default_launcher launcher;
  ErrorCode error;
  {
    const AllSignalsBlocked blocked;
    auto process =
        launcher(context.get_executor(), error, bp::filesystem::path(path), argv.data(), KeeperSetup{keepers_end.get()},
                 bp::process_stdio{nullptr, out->write.get(), err->write.get()}, bp::process_environment(spec.env),
                 bp::process_start_dir(*folder), ProgramSetup{});
    // Its destructor would kill the keeper.
    if (!error) (void)process.detach();
  }
  if (error) {
    spawned.channel.reset();
    if (launcher.pid > 0) ::waitpid(launcher.pid, nullptr, 0);
    return fail(reason_for(path, error.value()), name);
  }
  spawned.keeper = launcher.pid;
  return spawned;
}

}  // namespace schedlitmus::process

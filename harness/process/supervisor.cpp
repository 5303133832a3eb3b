#include "process/supervisor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <chrono>
#include <exception>
#include <system_error>
#include <utility>

#include "process/interrupt.hpp"
#include "process/noise.hpp"
#include "process/process_tree.hpp"

namespace schedlitmus::process {
namespace {

using Clock = std::chrono::steady_clock;
using Waiting = boost::asio::posix::descriptor_base;
using ErrorCode = boost::system::error_code;

constexpr auto kSamplePeriod = std::chrono::milliseconds(50);
/// A sample reads a file for each thread: with thousands it comes more rarely,
/// so that it takes no more than this part of a CPU.
constexpr int kSampleShare = 100;
/// Stands for "never", which a timer's clock cannot count.
constexpr Millis kLongest = std::chrono::hours(24 * 365);
/// Patience is counted in turns, of which the last ones are waited for after a
/// pause of the machine, or of ours, too: the keeper had that one as well.
constexpr int kTurnsOfPatience = 15;

}  // namespace

class Supervisor::Impl {
 public:
  Impl(Descriptor keeper_line, SupervisorSettings settings)
      : settings_(std::move(settings)),
        meter_(settings_.program, settings_.cpus),
        keeper_line_(context_, keeper_line.release()),
        interrupt_(context_, ::fcntl(interrupt_descriptor(), F_DUPFD_CLOEXEC, 3)),
        deadline_(context_, std::min(settings_.deadline, kLongest)),
        next_order_(context_),
        next_sample_(context_) {
    await_report();
    interrupt_.async_wait(Waiting::wait_read, [this](ErrorCode error) {
      if (!error) stop(Ending::interrupted);
    });
    deadline_.async_wait([this](ErrorCode error) {
      if (!error) stop(Ending::timed_out);
    });
    sample();
  }

  Supervised run() {
    try {
      context_.run();
    } catch (const std::exception& problem) {
      lose(fmt::format("its supervisor failed: {}", problem.what()));
    }
    if (result_.ended) {
      result_.noise = meter_.over(std::chrono::nanoseconds(result_.ended->wall_ns),
                                  std::chrono::microseconds(result_.ended->tree_cpu_us));
      result_.peak_rss_kib = meter_.peak_rss_kib();
    }
    return result_;
  }

  void post_stop(Ending why) {
    boost::asio::post(context_, [this, why] { stop(why); });
  }

 private:
  void stop(Ending why) {
    if (why == Ending::interrupted && settings_.on_interrupt) settings_.on_interrupt();
    if (!result_.stopped_for) {
      result_.stopped_for = why;
      meter_.sample();
      const bool in_order = why == Ending::timed_out || why == Ending::shut_down;
      if (in_order && settings_.grace.count() > 0) {
        send({static_cast<char>(Order::signal), static_cast<char>(settings_.stop_signal)});
        next_order_.expires_after(settings_.grace);
        next_order_.async_wait([this](ErrorCode error) {
          if (!error) kill();
        });
        return;
      }
    } else if (why != Ending::interrupted) {
      return;
    }
    kill();
  }

  void kill() {
    result_.killed = true;
    send({static_cast<char>(Order::kill), '\0'});
    await_end(kTurnsOfPatience);
  }

  void await_end(int turns) {
    next_order_.expires_after(settings_.patience / kTurnsOfPatience);
    next_order_.async_wait([this, turns](ErrorCode error) {
      if (error || read_report()) return;
      if (turns > 1) return await_end(turns - 1);
      lose(fmt::format("it did not report within {} after the order to kill", format_duration(settings_.patience)));
    });
  }

  void send(std::array<char, kOrderBytes> order) {
    ::send(keeper_line_.native_handle(), order.data(), order.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  }

  void await_report() {
    keeper_line_.async_wait(Waiting::wait_read, [this](ErrorCode error) {
      if (error) return lose(error.message());
      if (!read_report()) await_report();
    });
  }

  /// False: nothing is there yet.
  bool read_report() {
    KeeperReport report;
    ssize_t size = -1;
    do {
      size = ::recv(keeper_line_.native_handle(), &report, sizeof report, MSG_DONTWAIT);
      // A keeper that was gone before it read an order of ours resets the line: that is told once, before what it sent.
    } while (size < 0 && (errno == EINTR || errno == ECONNRESET));
    if (size < 0 && errno == EAGAIN) return false;
    if (size == sizeof report && report.what == KeeperReport::What::ended) {
      result_.ended = report;
      context_.stop();
    } else if (size < 0) {
      lose(std::system_category().message(errno));
    } else {
      lose(size == 0 ? "its line ended without a report" : fmt::format("it sent {} bytes that are no report", size));
    }
    return true;
  }

  void lose(std::string why) {
    result_.ended.reset();
    result_.lost_why = std::move(why);
    context_.stop();
  }

  void sample() {
    const auto begin = Clock::now();
    meter_.sample();
    if (settings_.max_memory > 0 && memory_exceeds(descendants_of(settings_.keeper), settings_.max_memory)) {
      stop(Ending::memory_limit);
    }
    const auto took = Clock::now() - begin;
    next_sample_.expires_after(std::max<Clock::duration>(kSamplePeriod, took * kSampleShare));
    next_sample_.async_wait([this](ErrorCode error) {
      if (!error) sample();
    });
  }

  SupervisorSettings settings_;
  Supervised result_;
  NoiseMeter meter_;
  boost::asio::io_context context_{1};
  boost::asio::posix::stream_descriptor keeper_line_;
  boost::asio::posix::stream_descriptor interrupt_;
  boost::asio::steady_timer deadline_;
  boost::asio::steady_timer next_order_;
  boost::asio::steady_timer next_sample_;
};

Supervisor::Supervisor(Descriptor keeper_line, SupervisorSettings settings)
    : impl_(std::make_unique<Impl>(std::move(keeper_line), std::move(settings))) {}
Supervisor::~Supervisor() = default;

Supervised Supervisor::run() { return impl_->run(); }
void Supervisor::stop(Ending why) { impl_->post_stop(why); }

}  // namespace schedlitmus::process

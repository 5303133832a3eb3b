#include "campaign/service_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <vector>

#include "campaign/service_instance.hpp"
#include "campaign/service_load.hpp"
#include "campaign/service_parts.hpp"
#include "campaign/service_places.hpp"
#include "campaign/service_view.hpp"
#include "process/noise.hpp"

namespace schedlitmus::campaign {
namespace {

using Clock = std::chrono::steady_clock;

/// Between two questions whether it is ready.
constexpr Millis kPause{25};
/// One question takes no longer.
constexpr Millis kQuestion{1'000};
/// A load fails when its service dies, and may tell us first.
constexpr Millis kForDeath{300};

class ServiceRun {
 public:
  ServiceRun(const RunRequest& request, const expectation::Command& command, process::Launcher& launcher,
             ServicePlaces places)
      : request_(request),
        command_(command),
        launcher_(launcher),
        places_(std::move(places)),
        view_(Clock::now()),
        load_watcher_(request.most_kept) {}

  Result<store::Run> run() {
    make_instances();
    for (auto& instance : instances_) instance->start();
    Result<void> loaded;
    if (await_ready()) {
      view_.open(Clock::now(), command_.warmup);
      loaded = command_.load ? run_load(*command_.load) : await_end();
      view_.close(Clock::now());
    }
    for (auto& instance : instances_) instance->ask_to_end();
    for (auto& instance : instances_) instance->join();
    if (!loaded) return tl::unexpected(std::move(loaded.error()));
    return finish();
  }

 private:
  [[nodiscard]] ServiceInstance& checked() { return *instances_[static_cast<std::size_t>(command_.checked) - 1]; }

  [[nodiscard]] process::LaunchSpec spec_for(int number) const {
    auto spec = spec_of(request_);
    const auto& executable = request_.build.executable;
    for (std::size_t i = 1; i < command_.executable.argv.size(); ++i)
      spec.argv.push_back(places_.fill(command_.executable.argv[i], number, executable));
    for (auto& variable : spec.env) variable = places_.fill(variable, number, executable);
    spec.folder = places_.folder(number);
    spec.stop_signal = command_.stop_signal;
    spec.grace = command_.stop_grace;
    return spec;
  }

  void make_instances() {
    for (int number = 1; number <= command_.instances; ++number) {
      ServiceInstance::Start start;
      start.number = number;
      start.spec = spec_for(number);
      start.ready = command_.ready;
      start.ready.address = places_.fill(command_.ready.address, number, request_.build.executable);
      start.wanted.capture = start.spec.capture;
      start.wanted.gomaxprocs = request_.gomaxprocs;
      start.wanted.most_kept = request_.most_kept;
      start.wanted.ready = start.ready;
      if (number == command_.checked) start.wanted.checks = request_.checks;
      start.wanted.on_decided = [this] { note(decided_); };
      start.on_end = [this] { note(ended_); };
      instances_.push_back(std::make_unique<ServiceInstance>(launcher_, std::move(start)));
    }
    checked().watcher.check.look_through(view_);
  }

  /// Something happened that the load need not go on for.
  void note(bool& what) {
    {
      const std::scoped_lock lock(mutex_);
      what = true;
    }
    changed_.notify_all();
    load_stopper_.stop();
  }
  [[nodiscard]] bool is(const bool& what) const {
    const std::scoped_lock lock(mutex_);
    return what;
  }

  /// Until all are ready; false: they will not be, or the time is over.
  bool await_ready() {
    const auto begin = Clock::now();
    const auto limit = std::max(command_.ready.within, Millis{1});
    while (!is(ended_) && !process::interrupted()) {
      const auto left = limit - std::chrono::duration_cast<Millis>(Clock::now() - begin);
      const bool all = std::ranges::all_of(
          instances_, [&](auto& one) { return one->is_ready(std::clamp(left, Millis{1}, kQuestion)); });
      if (all && !is(ended_)) {
        ready_ = std::chrono::duration_cast<Millis>(Clock::now() - checked().started());
        return true;
      }
      if (left <= Millis{0}) return false;
      wait(kPause, [this] { return ended_; });
    }
    return false;
  }

  template <class Until>
  void wait(Millis limit, Until until) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, limit, until);
  }

  /// Without a load: until an instance ends, by itself or at its deadline, or all checks are decided.
  Result<void> await_end() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ended_ || decided_; });
    return {};
  }

  Result<void> run_load(const expectation::Load& load) {
    load_spec_ = load_spec(load, command_.checked, request_, places_, load_stopper_);
    auto record = launcher_.run(load_spec_, load_watcher_);
    if (!record) return tl::unexpected(std::move(record.error()));
    load_ = *record;
    load_failed_why_ = why_failed(load, *record, load_watcher_);
    if (!load_failed_why_.empty()) wait(kForDeath, [this] { return ended_; });
    died_ = is(ended_);
    return {};
  }

  [[nodiscard]] std::string why_not_ready() const {
    const auto* dead = is(ended_) ? dead_one(instances_) : nullptr;
    return dead != nullptr ? end_of(command_, *dead, "before it was ready") : why_late(command_, instances_);
  }

  void explain(store::Service& service) {
    service.awaited = checked().awaited();
    service.ready = ready_;
    view_.tell(service);
    if (!ready_) {
      service.void_why = why_not_ready();
    } else if (is(decided_) && !load_done()) {
      service.cut_why = "the run was stopped, when the checks of that time were decided";
    } else if (const auto* dead = died_ || stopped_early() ? dead_one(instances_) : nullptr) {
      service.cut_why = end_of(command_, *dead, "while the load ran");
    } else if (!load_failed_why_.empty()) {
      service.void_why = load_failed_why_;
    }
  }
  [[nodiscard]] bool load_done() const { return load_ && load_->ending == process::Ending::exited; }
  /// The load was asked to end, which is for the service's end where nothing was decided.
  [[nodiscard]] bool stopped_early() const {
    return load_ && (load_->ending == process::Ending::shut_down || load_->ending == process::Ending::stubborn);
  }

  void add_parts(store::Service& service) {
    if (load_) service.parts.push_back(load_part(load_spec_, *load_, load_watcher_));
    for (auto& instance : instances_) {
      if (instance->number() == command_.checked) continue;
      auto& watcher = instance->watcher;
      service.parts.push_back(part_of(fmt::format("instance {}", instance->number()),
                                      shell_line(spec_for(instance->number())), *instance->record(), watcher.out.take(),
                                      watcher.take_flat_stderr()));
    }
  }

  /// The load's and the other instances' use of its CPUs is ours.
  void correct_noise(process::RunRecord& record) const {
    if (load_) process::take_off(record.noise, *load_, load_spec_.cpus, record.wall, request_.slot.cpus);
    for (const auto& instance : instances_) {
      if (instance->number() == command_.checked) continue;
      process::take_off(record.noise, *instance->record(), request_.slot.cpus, record.wall, request_.slot.cpus);
    }
  }

  Result<store::Run> finish() {
    bool interrupted = process::interrupted();
    for (auto& instance : instances_) {
      if (!instance->record()) return tl::unexpected(instance->record().error());
      interrupted = interrupted || instance->record()->ending == process::Ending::interrupted;
    }
    auto spec = spec_for(command_.checked);
    auto run = begin_run(request_, spec.capture);
    run.command = shell_line(spec);
    run.record = *checked().record();
    if (interrupted) {
      run.record.ending = process::Ending::interrupted;
      return run;
    }
    auto& service = run.service.emplace();
    explain(service);
    add_parts(service);
    correct_noise(run.record);
    auto& check = checked().watcher.check;
    check.belongs_to(service);
    if (const auto* load = service.load()) {
      auto read = load->out.read([&](std::string_view bytes) { check.feed_load_stdout(bytes); });
      if (!read) return tl::unexpected(std::move(read.error()));
    }
    run.outcomes = check.finish(run.record);
    run.health = check.health();
    checked().watcher.give_streams(run);
    return run;
  }

  const RunRequest& request_;
  const expectation::Command& command_;
  process::Launcher& launcher_;
  ServicePlaces places_;
  ServiceView view_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool ended_ = false;    ///< guarded by mutex_: an instance
  bool decided_ = false;  ///< likewise: all checks
  process::Stopper load_stopper_;
  process::LaunchSpec load_spec_;
  LoadWatcher load_watcher_;
  std::optional<process::RunRecord> load_;
  std::string load_failed_why_;
  bool died_ = false;  ///< an instance ended while the load ran
  std::optional<Millis> ready_;
  Instances instances_;  ///< the first to go: their threads use the others
};

}  // namespace

Result<store::Run> run_service(const RunRequest& request, process::Launcher& launcher) {
  const auto& command = request.scenario.command;
  if (!command) return fail("the scenario has no command", request.file);
  auto places = ServicePlaces::make(*command, request.file);
  if (!places) return tl::unexpected(std::move(places.error()));
  return ServiceRun(request, *command, launcher, std::move(*places)).run();
}

}  // namespace schedlitmus::campaign

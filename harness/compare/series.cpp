#include "compare/series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "compare/own_goroutines.hpp"
#include "compare/printed.hpp"
#include "compare/wait_words.hpp"

namespace schedlitmus::compare {
namespace {

constexpr std::array<std::string_view, 8> kLeftOut = {"busy_procs",         "threads_over_procs", "busy_threads",
                                                      "goroutines",         "running_goroutines", "syscall_goroutines",
                                                      "waiting_goroutines", "syscall_ratio"};

/// Words of runtime2.go for a G's status.
std::string_view status_name(std::int64_t status) {
  constexpr std::array<std::string_view, 5> kNames = {"idle", "runnable", "running", "syscall", "waiting"};
  return status >= 0 && static_cast<std::size_t>(status) < kNames.size() ? kNames[static_cast<std::size_t>(status)]
                                                                         : "other";
}

}  // namespace

const std::vector<const trace::FieldInfo*>& compared_fields() {
  static const std::vector<const trace::FieldInfo*> kFields = [] {
    std::vector<const trace::FieldInfo*> chosen;
    for (const auto& field : trace::all_fields()) {
      const bool left_out = std::ranges::find(kLeftOut, field.name) != kLeftOut.end();
      if (!left_out && (!field.is_list || field.name == "schedticks" || field.name == "p.timerslen")) {
        chosen.push_back(&field);
      }
    }
    return chosen;
  }();
  return kFields;
}

void Series::on_text(std::string_view text) {
  text_.append(text.substr(0, kMostText - std::min(text_.size(), kMostText)));
}

void Series::on_sample(const trace::Sample& sample) {
  length_ = std::max(length_, sample.time);
  detailed_ = detailed_ || sample.detailed;
  if (seen_++ % stride_ != 0) return;
  if (times_.size() == kMostSamples) thin_out();
  times_.push_back(sample.time);
  for (const auto* field : compared_fields()) {
    const auto seen = trace::observe(sample, *field);
    if (const auto* number = std::get_if<double>(&seen)) put(field->name, sample.time, *number);
    if (const auto* list = std::get_if<std::vector<std::int64_t>>(&seen); list != nullptr && !list->empty()) {
      double sum = 0;
      for (const auto entry : *list) sum += static_cast<double>(entry);
      put(field->name, sample.time, sum);
    }
  }
  if (sample.detailed && sample.goroutines_whole) put_goroutines(sample);
}

void Series::put_goroutines(const trace::Sample& sample) {
  std::map<std::string, double> own;
  double of_runtime = 0;
  own["goroutines"] = 0;
  for (const auto& goroutine : sample.goroutines) {
    if (!trace::is_live(goroutine)) continue;
    if (is_of_runtime(goroutine)) {
      ++of_runtime;
      continue;
    }
    ++own["goroutines"];
    ++own[fmt::format("goroutines.{}", status_name(goroutine.status))];
    if (goroutine.status != trace::kGStatusWaiting) continue;
    ++own[count_of_word(goroutine.waitreason)];
    if (is_reworded(goroutine.waitreason)) ++own[count_of_oldest(goroutine.waitreason)];
  }
  for (const auto& [name, count] : own) put(name, sample.time, count, true);
  put("runtime_goroutines", sample.time, of_runtime, true, true);
}

void Series::put(std::string_view name, Millis time, double value, bool counts_goroutines, bool of_runtime) {
  auto track = std::ranges::find(tracks_, name, &Track::name);
  if (track == tracks_.end()) {
    tracks_.push_back({std::string(name), counts_goroutines, of_runtime, {}});
    track = tracks_.end() - 1;
  }
  track->points.push_back({time, value});
}

void Series::thin_out() {
  stride_ *= 2;
  std::vector<Millis> kept;
  for (std::size_t i = 0; i < times_.size(); i += 2) kept.push_back(times_[i]);
  times_ = std::move(kept);
  for (auto& track : tracks_) {
    std::erase_if(track.points, [&](const Point& point) { return !std::ranges::binary_search(times_, point.time); });
  }
}

}  // namespace schedlitmus::compare

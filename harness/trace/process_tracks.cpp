#include "trace/process_tracks.hpp"

namespace schedlitmus::trace {
namespace {

/// The go command under GODEBUG starts dozens of processes, one after another.
constexpr std::size_t kMaxTracks = 32;

/// By so much two samples of one process can stand in the wrong order.
constexpr Millis kReordered{100};

bool has_spinning(const Sample& sample) { return sample.header.printed(HeaderField::spinningthreads); }
bool has_need(const Sample& sample) { return sample.header.printed(HeaderField::needspinning); }

constexpr std::int64_t kWrapFrom = std::int64_t{1} << 31U;

/// Ticks are 32 bits wide: a fall from near the top is a wrap.
bool ticks_fall(const std::vector<std::int64_t>& before, const std::vector<std::int64_t>& after) {
  for (std::size_t i = 0; i < before.size() && i < after.size(); ++i)
    if (after[i] < before[i] && before[i] < kWrapFrom) return true;
  return false;
}

}  // namespace

/// A program can change its GOMAXPROCS, but not its runtime nor its past.
bool ProcessTracks::can_be_same(const Track& track, const Sample& sample) {
  return track.spinning == has_spinning(sample) && track.need == has_need(sample) &&
         !ticks_fall(track.schedticks, sample.schedticks);
}

bool ProcessTracks::can_follow(const Track& track, const Sample& sample) {
  return track.gomaxprocs == sample.header.get(HeaderField::gomaxprocs).value_or(0) && can_be_same(track, sample);
}

void ProcessTracks::remember(Track& track, const Sample& sample) {
  track.time = sample.time;
  track.gomaxprocs = sample.header.get(HeaderField::gomaxprocs).value_or(0);
  track.spinning = has_spinning(sample);
  track.need = has_need(sample);
  if (!sample.schedticks.empty()) track.schedticks.assign(sample.schedticks.begin(), sample.schedticks.end());
}

/// The first sample of an image is at 0 ms. Two threads can print at the same
/// time (a panic, and sysmon) and take their turns in the other order.
ProcessTracks::Finding ProcessTracks::place_of_one(const Sample& sample) {
  Finding finding;
  if (tracks_.empty()) tracks_.emplace_back();
  Track& track = tracks_.front();
  const bool first = track.gomaxprocs == 0;
  finding.backwards = !first && sample.time < track.time;
  const bool anew = sample.time == Millis{} || track.time - sample.time > kReordered || !can_be_same(track, sample);
  if (finding.backwards && anew) {
    ++image_;
    track = Track();
  }
  finding.image = image_;
  finding.goroutine_lines = track.goroutine_lines;
  remember(track, sample);
  return finding;
}

ProcessTracks::Finding ProcessTracks::place(const Sample& sample) {
  if (writers_ == Writers::one) return place_of_one(sample);
  const auto none = tracks_.size();
  auto best = none;
  bool older = false;
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    const Track& track = tracks_[i];
    older = older || track.time > sample.time;
    if (track.time > sample.time || !can_follow(track, sample)) continue;
    if (best == none || track.time >= tracks_[best].time) best = i;
  }
  Finding finding;
  if (best == none) {
    finding.backwards = older && tracks_[current_].time > sample.time;
    finding.other_process = !tracks_.empty() && !finding.backwards && !can_be_same(tracks_[current_], sample);
    if (tracks_.size() == kMaxTracks) tracks_.erase(tracks_.begin());
    tracks_.emplace_back();
    best = tracks_.size() - 1;
  } else {
    finding.other_process = best != current_;
    finding.goroutine_lines = tracks_[best].goroutine_lines;
  }
  remember(tracks_[best], sample);
  current_ = best;
  return finding;
}

void ProcessTracks::set_goroutine_lines(std::size_t lines) {
  if (!tracks_.empty()) tracks_[current_].goroutine_lines = lines;
}

}  // namespace schedlitmus::trace

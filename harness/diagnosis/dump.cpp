#include "diagnosis/dump.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "trace/sample.hpp"

namespace schedlitmus::diagnosis {
namespace {

constexpr std::string_view kGoroutine = "goroutine ";

/// "goroutine 7 [chan receive, 2 minutes]:", since 1.23 "goroutine 7 gp=0xc000102380 m=nil [chan receive]:"
std::optional<SeenGoroutine> header_of(std::string_view line) {
  if (!line.starts_with(kGoroutine) || !line.ends_with("]:")) return std::nullopt;
  line.remove_prefix(kGoroutine.size());
  SeenGoroutine seen;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), seen.id);
  if (error != std::errc{} || end == line.data() + line.size() || *end != ' ') return std::nullopt;
  const auto open = line.find('[');
  if (open == std::string_view::npos) return std::nullopt;
  const auto state = line.substr(open + 1, line.size() - open - 3);
  seen.status = trace::kGStatusWaiting;
  seen.waitreason = state.substr(0, state.find(','));
  return seen;
}

/// Frames in which one waits, not who waits.
bool is_of_runtime(std::string_view function) {
  constexpr std::array<std::string_view, 5> kOfRuntime{"runtime.", "sync.", "internal/", "syscall.", "time."};
  return std::ranges::any_of(kOfRuntime, [&](std::string_view prefix) { return function.starts_with(prefix); });
}

/// "\t/src/my shop/main.go:21 +0x71": "main.go:21"; empty where the line was cut.
std::string_view place_in(std::string_view line) {
  const auto name_ends = line.rfind(".go:");
  if (name_ends == std::string_view::npos) return {};
  line = line.substr(0, line.find(' ', name_ends));
  return line.substr(line.rfind('/', name_ends) + 1);  // none: npos + 1 is 0
}

}  // namespace

void Dump::read(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (auto seen = header_of(line)) {
    in_stack_ = goroutines_.size() < kMostDumped;
    has_frame_ = false;
    if (in_stack_) goroutines_.push_back(std::move(*seen));
  } else if (in_stack_) {
    read_frame(line);
  }
}

void Dump::read_frame(std::string_view line) {
  auto& where = goroutines_.back().where;
  if (line.starts_with('\t')) {
    if (!has_frame_) return;
    if (const auto place = place_in(line); !place.empty()) where.append(" at ").append(place);
    in_stack_ = false;
    return;
  }
  const auto arguments = line.rfind('(');
  const bool is_frame = arguments != 0 && arguments != std::string_view::npos && !line.starts_with("created by ");
  if (!is_frame || has_frame_) {
    in_stack_ = false;
  } else if (const auto function = line.substr(0, arguments); !is_of_runtime(function)) {
    where = function;
    has_frame_ = true;
  }
}

}  // namespace schedlitmus::diagnosis

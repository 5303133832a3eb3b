#include "trace/health.hpp"

#include <algorithm>

namespace schedlitmus::trace {
namespace {

constexpr std::size_t kExampleBytes = 200;

struct TroubleInfo {
  std::string_view name;
  Severity severity;
};
constexpr std::array<TroubleInfo, kTroubles> kInfos = {{
    {"foreign_text", Severity::info},
    {"torn_header", Severity::loss},
    {"torn_line", Severity::warning},
    {"repaired_line", Severity::warning},
    {"missing_lines", Severity::warning},
    {"truncated_end", Severity::warning},
    {"time_backwards", Severity::warning},
    {"second_process", Severity::warning},
    {"list_length", Severity::loss},
    {"number_overflow", Severity::warning},
    {"line_too_long", Severity::info},
    {"unknown_key", Severity::info},
}};

/// Everything but printable ASCII becomes a dot: an example goes to terminals.
std::string printable(std::string_view text) {
  std::string result(text.substr(0, kExampleBytes));
  std::ranges::replace_if(result, [](char c) { return c < ' ' || c > '~'; }, '.');
  return result;
}

}  // namespace

std::string_view name_of(Trouble trouble) { return kInfos[static_cast<std::size_t>(trouble)].name; }
std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::loss:
      return "loss";
  }
  return "";
}
Severity severity_of(Trouble trouble) { return kInfos[static_cast<std::size_t>(trouble)].severity; }

void Health::count(Trouble trouble, std::uint64_t line, std::string_view example) {
  auto& entry = counts_[static_cast<std::size_t>(trouble)];
  if (entry.count++ != 0) return;
  entry.first_line = line;
  entry.example = printable(example);
}

void Health::add(const Health& other) {
  for (std::size_t i = 0; i < kTroubles; ++i) {
    auto& entry = counts_[i];
    if (entry.count == 0)
      entry = other.counts_[i];
    else
      entry.count += other.counts_[i].count;
  }
  bytes += other.bytes;
  lines += other.lines;
  samples += other.samples;
  incomplete_samples += other.incomplete_samples;
}

std::uint64_t Health::lost() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kTroubles; ++i)
    if (kInfos[i].severity == Severity::loss) sum += counts_[i].count;
  return sum;
}

double Health::lost_share() const {
  const auto begun = lost() + samples;
  return begun == 0 ? 0.0 : static_cast<double>(lost()) / static_cast<double>(begun);
}

}  // namespace schedlitmus::trace

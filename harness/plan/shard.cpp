#include "plan/shard.hpp"

#include <charconv>
#include <optional>
#include <string>

namespace schedlitmus::plan {
namespace {

constexpr int kMostShards = 10'000;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Result<Shard> parse_shard(std::string_view text) {
  const std::string hint = "write i/n, such as 2/4 for the second of four; i from 1 to n";
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return fail("\"" + std::string(text) + "\" is not a shard", {}, hint);
  const auto index = number(text.substr(0, slash));
  const auto count = number(text.substr(slash + 1));
  if (!index || !count || *count < 1 || *count > kMostShards || *index < 1 || *index > *count) {
    return fail("\"" + std::string(text) + "\" is not a shard", {}, hint);
  }
  return Shard{*index, *count};
}

std::string to_string(Shard shard) { return std::to_string(shard.index) + "/" + std::to_string(shard.count); }

std::vector<std::size_t> cells_of(Shard shard, const std::vector<bool>& skipped) {
  std::vector<std::size_t> cells;
  int dealt[2] = {0, 0};
  for (std::size_t i = 0; i < skipped.size(); ++i) {
    const int turn = dealt[skipped[i] ? 1 : 0]++;
    if (turn % shard.count == shard.index - 1) cells.push_back(i);
  }
  return cells;
}

}  // namespace schedlitmus::plan

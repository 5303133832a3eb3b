#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <random>

#include "verdict/ranks.hpp"

namespace schedlitmus::verdict {
namespace {

using Ranked = std::vector<std::int64_t>;

/// Additions that the exact distribution may take: some 20 ms.
constexpr double kMostWork = 2e7;

/// A splittable hash of the ranks (FNV-1a over their bytes).
std::uint64_t hash_of(const Ranks& ranks) {
  constexpr std::uint64_t kBasis = 0xcbf29ce484222325;
  constexpr std::uint64_t kPrime = 0x100000001b3;
  constexpr int kBits = 64;
  constexpr int kByte = 8;
  std::uint64_t hash = kBasis;
  const auto add = [&](std::uint64_t word) {
    for (int shift = 0; shift < kBits; shift += kByte) hash = (hash ^ (word >> shift & 0xffU)) * kPrime;
  };
  add(ranks.a.size());
  for (const auto rank : ranks.a) add(static_cast<std::uint64_t>(rank));
  for (const auto rank : ranks.b) add(static_cast<std::uint64_t>(rank));
  return hash;
}

/// How many splits give each sum of the first group's ranks: one number after
/// the other either belongs to the group or not.
std::vector<double> ways_to_each_sum(const Ranked& all, std::size_t size) {
  const auto width =
      static_cast<std::size_t>(std::reduce(all.end() - static_cast<std::ptrdiff_t>(size), all.end())) + 1;
  std::vector<std::vector<double>> ways(size + 1, std::vector<double>(width, 0));
  ways[0][0] = 1;
  std::size_t taken = 0;
  std::size_t highest = 0;
  for (const std::int64_t rank : all) {
    const auto step = static_cast<std::size_t>(rank);
    highest = std::min(highest + step, width - 1);
    taken = std::min(taken + 1, size);
    for (std::size_t k = taken; k > 0; --k)
      for (std::size_t sum = step; sum <= highest; ++sum) ways[k][sum] += ways[k - 1][sum - step];
  }
  return std::move(ways[size]);
}

/// The group of that size among all numbers, and how far the sum of its ranks is from the mean of all splits.
struct Split {
  Ranked all;  ///< sorted
  std::size_t size;
  std::int64_t mean;  ///< of the sum of doubled ranks: size * (count + 1)
  std::int64_t seen;

  [[nodiscard]] bool as_far(std::int64_t sum) const { return std::abs(sum - mean) >= std::abs(seen - mean); }
};

double exact_p(const Split& split) {
  const auto ways = ways_to_each_sum(split.all, split.size);
  double as_far = 0;
  double total = 0;
  for (std::size_t sum = 0; sum < ways.size(); ++sum) {
    total += ways[sum];
    if (split.as_far(static_cast<std::int64_t>(sum))) as_far += ways[sum];
  }
  return as_far / total;
}

/// A number below `end`, from the engine's bits alone: the same with every library.
std::size_t draw(std::mt19937_64& random, std::size_t end) {
  constexpr unsigned kBits = 11;
  return static_cast<std::size_t>(static_cast<double>(random() >> kBits) * 0x1p-53 * static_cast<double>(end));
}

double random_p(Split split, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  int as_far = 1;
  for (int n = 0; n < kRandomSplits; ++n) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < split.size; ++i) {
      std::swap(split.all[i], split.all[i + draw(random, split.all.size() - i)]);
      sum += split.all[i];
    }
    as_far += split.as_far(sum) ? 1 : 0;
  }
  return static_cast<double>(as_far) / (kRandomSplits + 1);
}

bool is_affordable(const Split& split) {
  const auto count = static_cast<double>(split.all.size());
  return count * static_cast<double>(split.size) * static_cast<double>(split.mean) <= kMostWork;
}

Split split_of(const Ranks& ranks) {
  const Ranked& smaller = ranks.a.size() <= ranks.b.size() ? ranks.a : ranks.b;
  Split split{ranks.a, smaller.size(), 0, std::reduce(smaller.begin(), smaller.end())};
  split.all.insert(split.all.end(), ranks.b.begin(), ranks.b.end());
  std::ranges::sort(split.all);
  split.mean = static_cast<std::int64_t>(split.size * (split.all.size() + 1));
  return split;
}

}  // namespace

Permutation permutation_test(Numbers a, Numbers b) {
  if (a.empty() || b.empty()) return {};
  const Ranks ranks = rank(a, b);
  Split split = split_of(ranks);
  if (is_affordable(split)) return {exact_p(split), true};
  return {random_p(std::move(split), hash_of(ranks)), false};
}

double rank_test(Numbers a, Numbers b) {
  if (a.empty() || b.empty()) return 1;
  const Split split = split_of(rank(a, b));
  return is_affordable(split) ? exact_p(split) : mann_whitney(a, b);
}

}  // namespace schedlitmus::verdict

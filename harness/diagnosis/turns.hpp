// Who is at work in one sample and waits in another, among goroutines that stay.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace schedlitmus::diagnosis {

/// Idle workers wait in all samples; those who keep one goroutine busy with their questions come and go. Of those that
/// end the first kMostGone are kept that took turns, so that memory is bounded by how many live.
class Turns {
 public:
  enum class Does : std::uint8_t { works, waits, other };
  struct Seen {
    std::int64_t id = 0;
    Does does = Does::other;
  };
  /// All goroutines of a sample.
  void see(std::vector<Seen> sample);
  struct Takers {
    std::size_t count = 0;
    double at_work = 0;  ///< how many of them in a sample, on average
  };
  /// Those that were there in half of the samples or more, and of those samples at work in that share, and waiting in
  /// that share; in kLeast samples at least. Not counted: `except`.
  [[nodiscard]] Takers takers(double share, std::int64_t except) const;

 private:
  static constexpr std::uint32_t kLeast = 2;
  static constexpr std::size_t kMostGone = 1024;
  struct Count {
    std::int64_t id = 0;
    std::uint32_t seen = 0, works = 0, waits = 0;
  };
  void forget(const Count& count);
  std::vector<Count> counts_;  ///< of those that live, by id
  std::vector<Count> gone_;
  std::uint32_t samples_ = 0;
};

}  // namespace schedlitmus::diagnosis

// A printed line with its numbers lifted out: "x=5, took 3.2ms" is the shape
// "x=#, took <time>" and the numbers 5 and 3.2.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schedlitmus::compare {

struct LiftedNumber {
  double value = 0;    ///< a time in ms
  std::string label;   ///< the word before it: "x"; empty: none on the line
  bool clock = false;  ///< a time or a speed: by its unit, or by the words around it
};

struct Lifted {
  std::string shape;
  std::vector<LiftedNumber> numbers;  ///< at most kMostNumbers; of more the shape alone
};
inline constexpr std::size_t kMostNumbers = 64;

/// Numbers may have a sign, a fraction and an exponent; durations are as Go
/// prints them ("1m2.5s", "37µs"). Addresses (0x...) are lifted and given up.
[[nodiscard]] Lifted lift(std::string_view line);

/// What is different on each release by its nature, made the same: the
/// release's own number, where the program's file lies.
struct Mask {
  std::string release;     ///< "1.13.15"
  std::string executable;  ///< absolute path
};
[[nodiscard]] std::string masked(std::string text, const Mask& mask);

}  // namespace schedlitmus::compare

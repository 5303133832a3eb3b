#include "process/cpus.hpp"

#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <iterator>
#include <system_error>

namespace schedlitmus::process {
namespace {

constexpr std::size_t kWordBits = sizeof(unsigned long) * CHAR_BIT;
/// More than any kernel is built for; the kernel wants at least its own number.
constexpr std::size_t kMaxCpus = 8192;

}  // namespace

const std::vector<int>& allowed_cpus() {
  static const std::vector<int> cpus = current_cpus();
  return cpus;
}

std::vector<int> current_cpus() {
  std::vector<unsigned long> words(kMaxCpus / kWordBits);
  // The call itself: it says how much of the mask there is, whatever the library's size of one.
  const long bytes = ::syscall(SYS_sched_getaffinity, 0, words.size() * sizeof(unsigned long), words.data());
  std::vector<int> cpus;
  for (std::size_t cpu = 0; cpu < static_cast<std::size_t>(std::max(bytes, 0L)) * CHAR_BIT; ++cpu) {
    if (((words[cpu / kWordBits] >> (cpu % kWordBits)) & 1U) != 0) cpus.push_back(static_cast<int>(cpu));
  }
  return cpus;
}

Result<void> keep_to_cpus(const std::vector<int>& cpus) {
  (void)allowed_cpus();
  const auto usable = usable_cpus(cpus);
  if (!usable) return tl::unexpected(usable.error());
  if (!CpuMask(*usable).apply()) {
    return fail("cannot use the CPUs " + format_cpus(*usable) + ": " + std::system_category().message(errno));
  }
  return {};
}

Result<std::vector<int>> usable_cpus(const std::vector<int>& wanted) {
  const auto& allowed = allowed_cpus();
  if (wanted.empty()) return allowed;
  std::vector<int> sorted = wanted;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::vector<int> usable;
  std::set_intersection(sorted.begin(), sorted.end(), allowed.begin(), allowed.end(), std::back_inserter(usable));
  if (!usable.empty()) return usable;
  return fail(fmt::format("none of the CPUs {} may be used", format_cpus(sorted)), {},
              fmt::format("schedlitmus may use {}", format_cpus(allowed)));
}

std::string format_cpus(const std::vector<int>& cpus) {
  std::string text;
  for (std::size_t begin = 0; begin < cpus.size();) {
    std::size_t end = begin + 1;
    while (end < cpus.size() && cpus[end] == cpus[end - 1] + 1) ++end;
    if (!text.empty()) text += ',';
    text += std::to_string(cpus[begin]);
    if (end - begin > 1) text += (end - begin > 2 ? '-' : ',') + std::to_string(cpus[end - 1]);
    begin = end;
  }
  return text;
}

CpuMask::CpuMask(const std::vector<int>& cpus) {
  for (const int cpu : cpus) {
    const auto place = static_cast<std::size_t>(cpu);
    words_.resize(std::max(words_.size(), place / kWordBits + 1));
    words_[place / kWordBits] |= 1UL << (place % kWordBits);
  }
}

bool CpuMask::apply() const noexcept {
  return words_.empty() ||
         ::syscall(SYS_sched_setaffinity, 0, words_.size() * sizeof(unsigned long), words_.data()) == 0;
}

}  // namespace schedlitmus::process

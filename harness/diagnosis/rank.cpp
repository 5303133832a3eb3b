#include "diagnosis/rank.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace schedlitmus::diagnosis {
namespace {

using enum Name;

// The surest and worst causes first.
constexpr auto kOrder =
    std::to_array<Name>({deadlock, stuck_stop_the_world, goroutine_leak, locked_threads, blocked_threads,
                         overproduction, gc_pressure, busy_p, work_waits_while_idle, syscall_heavy, host_noise});

// What the first brings about by itself.
constexpr auto kExplains = std::to_array<std::pair<Name, Name>>({
    {deadlock, goroutine_leak},
    {deadlock, busy_p},
    {stuck_stop_the_world, work_waits_while_idle},
    {stuck_stop_the_world, overproduction},
    {stuck_stop_the_world, gc_pressure},
    {stuck_stop_the_world, busy_p},
    {goroutine_leak, busy_p},
    {locked_threads, work_waits_while_idle},
    {locked_threads, busy_p},
    {overproduction, goroutine_leak},
    {overproduction, gc_pressure},
    {overproduction, work_waits_while_idle},
    {overproduction, busy_p},
    {gc_pressure, work_waits_while_idle},
    {busy_p, work_waits_while_idle},
});

std::size_t place(Name name) { return static_cast<std::size_t>(std::ranges::find(kOrder, name) - kOrder.begin()); }

Diagnosis* find_in(Findings& findings, Name name) {
  const auto found = std::ranges::find(findings.diagnoses, name, &Diagnosis::name);
  return found == findings.diagnoses.end() ? nullptr : &*found;
}

/// Where the host was seen to be busy, what depends on when threads run is less sure.
void doubt_on_noisy_host(Findings& findings) {
  if (find_in(findings, host_noise) == nullptr) return;
  for (const auto name : {work_waits_while_idle, overproduction, gc_pressure, stuck_stop_the_world, busy_p}) {
    auto* const doubted = find_in(findings, name);
    if (doubted == nullptr || doubted->confidence == Confidence::low) continue;
    doubted->confidence = doubted->confidence == Confidence::high ? Confidence::medium : Confidence::low;
    doubted->evidence.remarks.emplace_back("the host was busy (host-noise), which makes this less sure");
  }
}

}  // namespace

void rank(Findings& findings) {
  std::ranges::sort(findings.diagnoses, {}, [](const Diagnosis& each) { return place(each.name); });
  for (const auto& [cause, effect] : kExplains) {
    auto* const of = find_in(findings, cause);
    if (of == nullptr || find_in(findings, effect) == nullptr) continue;
    of->explains.push_back(effect);
    std::erase_if(findings.diagnoses, [gone = effect](const Diagnosis& each) { return each.name == gone; });
  }
  doubt_on_noisy_host(findings);
}

const Diagnosis* find(const Findings& findings, Name name) {
  const auto found = std::ranges::find_if(findings.diagnoses, [name](const Diagnosis& each) {
    return each.name == name || std::ranges::find(each.explains, name) != each.explains.end();
  });
  return found == findings.diagnoses.end() ? nullptr : &*found;
}

std::string_view name_of(Confidence confidence) {
  constexpr std::array<std::string_view, 3> kWords = {"low", "medium", "high"};
  return kWords.at(static_cast<std::size_t>(confidence));
}

}  // namespace schedlitmus::diagnosis

#include "selftest/proof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "campaign/matrix.hpp"
#include "selftest/advice.hpp"
#include "support/fnv.hpp"

namespace schedlitmus::selftest {
namespace {

using expectation::Check;
using expectation::Expectation;
using expectation::OutcomeKind;

constexpr std::array<std::string_view, 4> kFindings = {"proven", "misbehaves", "vacuous", "no control"};

/// A check's form with the recordings on which it holds.
struct Form {
  const Check* check = nullptr;
  std::vector<const Recording*> holds_on;
};

class Prover {
 public:
  Prover(const Expectation& expectation, const Settings& settings) : expectation_(expectation), settings_(settings) {
    proof_.expectation = expectation.name;
    proof_.file = expectation.file;
    proof_.folder = controls_folder(expectation, settings.places).string();
    for (const auto& check : expectation.checks) add_form(check, {});
    for (const auto& rule : expectation.releases)
      for (const auto& check : rule.checks) add_form(check, rule.go);
  }

  Proof prove() {
    auto controls = find_controls(expectation_, proof_.folder);
    proof_.errors = std::move(controls.errors);
    recordings_.reserve(controls.found.size());
    for (const auto& control : controls.found) look_at(control);
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      mutate(forms_[i], proof_.checks[i]);
      find(*forms_[i].check, proof_.checks[i]);
    }
    return std::move(proof_);
  }

 private:
  void add_form(const Check& check, const std::string& releases) {
    forms_.push_back({&check, {}});
    CheckProof proof;
    proof.id = check.id;
    proof.releases = releases;
    proof.says = describe(check);
    proof.position = check.position;
    proof_.checks.push_back(std::move(proof));
  }

  /// The form that this check of a release is: they stand in different places.
  [[nodiscard]] std::optional<std::size_t> form_of(const Check& check) const {
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      if (to_string(forms_[i].check->position) == to_string(check.position)) return i;
    }
    return std::nullopt;
  }

  void look_at(const Control& control) {
    const auto applied = campaign::checks_on(expectation_, control.release, {}, proof_.errors);
    auto recording = read_recording(control.trace);
    if (!recording) {
      proof_.errors.push_back(recording.error());
      return;
    }
    recordings_.push_back(std::move(*recording));
    const auto outcomes = outcomes_on(recordings_.back(), applied.checks, expectation_.hold);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const auto form = form_of(applied.checks[i]);
      if (!form) continue;
      if (outcomes[i].kind == OutcomeKind::held) forms_[*form].holds_on.push_back(&recordings_.back());
      const auto& id = outcomes[i].check;
      const bool must_hold = control.holds && !applied.violated.contains(id);
      if (must_hold || control.missed.contains(id))
        proof_.checks[*form].shown.push_back(
            {control.trace.string(), control.release.to_string(), must_hold, outcomes[i]});
    }
  }

  void mutate(const Form& form, CheckProof& proof) const {
    std::vector<Mutator> mutators;
    for (const auto* recording : form.holds_on) {
      mutators.emplace_back(*form.check, *recording);
      if (mutators.back().kinds().empty()) mutators.pop_back();
    }
    if (mutators.empty()) return;
    // Seeded with its name: a check's draws do not depend on what stands before it.
    Draw draw(fnv1a(fmt::format("{}\n{}\n{}", expectation_.name, proof.id, proof.releases), settings_.seed));
    for (std::size_t i = 0; i < settings_.mutations; ++i) {
      const auto& mutator = mutators[i % mutators.size()];
      const auto& kinds = mutator.kinds();
      // Every other time one change alone, each kind in its turn.
      const auto kind = i % 2 == 0 ? kinds[i / 2 % kinds.size()] : Mutation::combined;
      const auto outcome = outcomes_on(mutator.mutate(kind, draw), {*form.check}, expectation_.hold).front();
      const auto missed = outcome.kind == OutcomeKind::missed ? 1U : 0U;
      auto& of_kind = proof.by_kind.at(static_cast<std::size_t>(kind));
      for (auto* tally : {&proof.mutations, &of_kind}) {
        ++tally->tried;
        tally->missed += missed;
      }
    }
  }

  void find(const Check& check, CheckProof& proof) const {
    const auto& shown = proof.shown;
    const auto worse = [&proof](Finding finding, Error problem) {
      proof.finding = std::max(proof.finding, finding);
      proof.problems.push_back(std::move(problem));
    };
    const bool any_missed =
        std::ranges::any_of(shown, [](const Shown& control) { return !control.must_hold && control.as_it_must(); });
    // What a diagnosis needs goes through a whole trace: changes that are drawn do not make it.
    const bool tells = check.subject.kind != expectation::SubjectKind::diagnosis;
    const bool vacuous = tells && !any_missed && proof.mutations.tried > 0 && proof.mutations.missed == 0;
    for (const auto& control : shown)
      if (!control.as_it_must()) worse(Finding::misbehaves, misbehaviour(control, proof));
    if (vacuous) worse(Finding::vacuous, vacuity(proof));
    const auto has = [&](bool must_hold) {
      return std::ranges::find(shown, must_hold, &Shown::must_hold) != shown.end();
    };
    // To record what cannot be would be no advice.
    if (!has(false) && !vacuous) worse(Finding::no_control, no_control(expectation_, proof, proof_.folder, false));
    if (!has(true)) worse(Finding::no_control, no_control(expectation_, proof, proof_.folder, true));
  }

  const Expectation& expectation_;
  const Settings& settings_;
  std::vector<Form> forms_;  ///< as proof_.checks
  std::vector<Recording> recordings_;
  Proof proof_;
};

}  // namespace

std::string_view name_of(Finding finding) { return kFindings.at(static_cast<std::size_t>(finding)); }

Proof prove(const Expectation& expectation, const Settings& settings) { return Prover(expectation, settings).prove(); }

}  // namespace schedlitmus::selftest

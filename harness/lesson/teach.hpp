// A lesson's runs: made through the campaign, so that verdicts come from many
// short runs, in the same store, and what is shown from a few to their end.
#pragma once

#include "campaign/campaign.hpp"
#include "lesson/lesson.hpp"
#include "lesson/taught.hpp"

namespace schedlitmus::lesson {

struct TeachSettings {
  campaign::Settings campaign;  ///< its `go` is in place of all releases that the lesson names
  bool to_show = true;          ///< false: only check what is said
  trace::PictureFor pictures = trace::PictureFor::file;
};

/// An error: nothing could be started.
[[nodiscard]] Result<Taught> teach(const Lesson& lesson, const TeachSettings& settings, const campaign::Parts& parts,
                                   const campaign::OnProgress& progress);

}  // namespace schedlitmus::lesson

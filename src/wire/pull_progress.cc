#include "wire/pull_progress.h"

namespace gantry::wire {

const reflect::TypeInfo& PullProgress::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<PullProgress>(
        "GantryPullProgress",
        {
            field<&PullProgress::image>("image"),
            field<&PullProgress::layers>("layers"),
            field<&PullProgress::layers_done>("layersDone"),
            field<&PullProgress::bytes>("bytes"),
            field<&PullProgress::bytes_done>("bytesDone"),
            field<&PullProgress::over>("over"),
        }
    );
    return info;
}

}  // namespace gantry::wire

#include "services/ecs/model/task_definition_row.h"

namespace gantry::ecs {

using reflect::field;

const reflect::TypeInfo& TaskDefinitionRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<TaskDefinitionRow>(
        "TaskDefinition",
        {
            field<&TaskDefinitionRow::account>("account"),
            field<&TaskDefinitionRow::region>("region"),
            field<&TaskDefinitionRow::definition>("definition"),
            field<&TaskDefinitionRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& FamilyRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<FamilyRow>(
        "Family",
        {
            field<&FamilyRow::account>("account"),
            field<&FamilyRow::region>("region"),
            field<&FamilyRow::family>("family"),
            field<&FamilyRow::last_revision>("lastRevision"),
        }
    );
    return info;
}

}  // namespace gantry::ecs

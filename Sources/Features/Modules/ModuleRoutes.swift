import Core
import Hummingbird
import Web

/// Modules, their fields, sub-forms and layouts, and what can be undone.
enum ModuleRoutes {
    static func all(_ app: App) -> [Route] {
        let module = "/admin/modules/:module"
        return [
            .administrator(.get, "/admin/modules", app, ModuleList.handle),
            .administrator(.get, "/admin/modules/new", app, ModuleNew.show),
            .administrator(.post, "/admin/modules/new", app, ModuleNew.create),
            .administrator(.get, module, app, ModuleShow.handle),
            .administrator(.get, module + "/settings", app, ModuleSettings.show),
            .administrator(.post, module + "/settings", app, ModuleSettings.update),
            .administrator(.get, module + "/remove", app, ModuleRemove.show),
            .administrator(.post, module + "/remove", app, ModuleRemove.create),
            .administrator(.post, module + "/restore", app, ModuleRemove.restore),
            .administrator(.get, module + "/fields/new", app, FieldNew.show),
            .administrator(.post, module + "/fields/new", app, FieldNew.create),
            .administrator(.get, module + "/fields/:field", app, FieldEdit.show),
            .administrator(.post, module + "/fields/:field", app, FieldEdit.update),
            .administrator(.get, module + "/fields/:field/remove", app, FieldRemove.show),
            .administrator(.post, module + "/fields/:field/remove", app, FieldRemove.create),
            .administrator(.post, module + "/fields/:field/restore", app, FieldRemove.restore),
            .administrator(.get, module + "/subforms/new", app, SubformNew.show),
            .administrator(.post, module + "/subforms/new", app, SubformNew.create),
            .administrator(.get, module + "/subforms/:subform/remove", app, SubformRemove.show),
            .administrator(.post, module + "/subforms/:subform/remove", app, SubformRemove.create),
            .administrator(.post, module + "/subforms/:subform/restore", app, SubformRemove.restore),
            .administrator(.get, module + "/layout", app, LayoutEdit.show),
            .administrator(.post, module + "/layout", app, LayoutEdit.update),
            .administrator(.get, module + "/layouts/new", app, LayoutNew.show),
            .administrator(.post, module + "/layouts/new", app, LayoutNew.create),
            .administrator(.post, module + "/layout/remove", app, LayoutEdit.remove),
            .administrator(.get, "/admin/changes", app, ChangeList.handle),
            .administrator(.post, "/admin/changes/:id/undo", app, ChangeUndo.handle),
        ]
    }
}

/// Addresses of the pages about modules.
enum ModulePath {
    static let all = "/admin/modules"
    static func module(_ key: String) -> String { all + "/" + key }
    static func field(_ key: String, of module: String, _ place: ModulePlace, _ action: String = "") -> String {
        self.module(module) + "/fields/" + key + (action.isEmpty ? "" : "/" + action) + place.query
    }
    /// `layout` is the key of one beside the standard one.
    static func layout(_ layout: String = Layout.standard, of module: String) -> String {
        self.module(module) + "/layout" + (layout.isEmpty ? "" : "?in=" + escapedForURL(layout))
    }
}

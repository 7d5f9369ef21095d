import HTTPTypes

/// Imports, for administrators.
enum ImportRoutes {
    static func all(_ app: App) -> [Route] {
        [
            .administrator(.get, ImportList.path, app, ImportList.handle),
            .administrator(.post, ImportList.path, app, ImportCreate.handle),
            .administrator(.get, ImportList.path + "/:id", app, ImportShow.handle),
            .administrator(.post, ImportList.path + "/:id", app, ImportUpdate.handle),
            .administrator(.post, ImportList.path + "/:id/again", app, ImportAction.again),
            .administrator(.post, ImportList.path + "/:id/stop", app, ImportAction.stop),
            .administrator(.post, ImportList.path + "/:id/remove", app, ImportAction.remove),
            .administrator(.get, ImportList.path + "/:id/rows.csv", app, ImportRows.handle),
            .administrator(.get, ImportList.path + "/:id/withdraw", app, WithdrawPage.show),
            .administrator(.post, ImportList.path + "/:id/withdraw", app, WithdrawPage.start),
        ]
    }
}

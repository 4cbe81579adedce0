/**
 * Validates the app's templates as CDK does by itself, by an engine that has been made ready meanwhile. It counts as the
 * app's CloudFormationValidatePlugin: an app that registers one with rules of its own does not call this.
 *
 * @param app The App, before it is synthesized.
 * @throws Error, when the validation could not be made; CDK reports it as the plugin's failure.
 */
export declare function validateInBackground(app: object): void;

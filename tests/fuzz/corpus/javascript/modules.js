import a, {b as c, default as d} from 'events'; import * as e from 'timers/promises'; export default class {} export const {f} = a; await null
